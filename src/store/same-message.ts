/** SQL: whether two are parts of one message, whose ids differ in their last group alone; by the index of the ids. */
export function ofSameMessage(other: string, part: string): string {
  const group = `substr(${part}.id, 1, 24)`;
  return `${other}.id > ${group} AND ${other}.id < ${group} || 'g'`;
}
