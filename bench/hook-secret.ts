/** What the pushes are signed with. */
export const SECRET = 'an-obvious-dummy-secret-for-measuring';
