/**
 * Makes what stands in `target` read as `markup` does, touching only what differs: focus, opened disclosures, what was
 * typed and how far a box was scrolled stay as they are. Elements with `data-key` or `id` are known again by it, others
 * by their place among the elements; white space between them counts for nothing.
 */
export function morph(target, markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  morphChildren(target, template.content);
}

function morphChildren(from, to) {
  const wanted = new Set(Array.from(to.children, keyOf).filter((key) => key !== undefined));
  let place = from.firstChild;
  // A copy: what is put in place leaves the list.
  for (const next of Array.from(to.childNodes)) {
    while (place && isUnwanted(place, wanted)) place = removed(place);
    const match = matchFor(next, place);
    if (!match) {
      from.insertBefore(next, place);
      continue;
    }
    while (place !== match && place.nodeType !== Node.ELEMENT_NODE) place = removed(place);
    if (place !== match) from.insertBefore(match, place);
    place = match.nextSibling;
    morphNode(match, next);
  }
  while (place) place = removed(place);
}

function keyOf(node) {
  return node.dataset?.key ?? (node.id || undefined);
}

/** It is known by a key that nothing goes by any more. */
function isUnwanted(node, wanted) {
  const key = keyOf(node);
  return key !== undefined && !wanted.has(key);
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/** What becomes `next`, from `place` on; nothing when it has to be put there. */
function matchFor(next, place) {
  if (next.nodeType !== Node.ELEMENT_NODE) return place?.nodeType === next.nodeType ? place : undefined;
  const key = keyOf(next);
  let each = nextElement(place);
  if (key === undefined) return each && keyOf(each) === undefined && each.nodeName === next.nodeName ? each : undefined;
  while (each && !(keyOf(each) === key && each.nodeName === next.nodeName)) each = nextElement(each.nextSibling);
  return each;
}

function nextElement(node) {
  let each = node;
  while (each && each.nodeType !== Node.ELEMENT_NODE) each = each.nextSibling;
  return each ?? undefined;
}

function morphNode(from, to) {
  if (from.isEqualNode(to)) return;
  if (from.nodeType !== Node.ELEMENT_NODE) {
    from.data = to.data;
    return;
  }
  morphAttributes(from, to);
  morphChildren(from, to);
}

/** Whether a disclosure is open is the reader's business. */
function morphAttributes(from, to) {
  for (const { name } of Array.from(from.attributes)) {
    if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}
