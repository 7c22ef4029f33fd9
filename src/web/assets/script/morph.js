/**
 * Makes what stands in `target` read as `markup` does, touching only what differs: focus, opened disclosures, what was
 * typed and how far a box was scrolled stay as they are. Elements with `data-key` or `id` are known again by it.
 */
export function morph(target, markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  morphChildren(target, template.content);
}

function morphChildren(from, to) {
  const wanted = new Set([...to.children].map(keyOf).filter((key) => key !== undefined));
  let place = from.firstChild;
  // A copy: what is put in place leaves the list.
  for (const next of Array.from(to.childNodes)) {
    while (place && isUnwanted(place, wanted)) place = removed(place);
    const match = matchFor(next, place);
    if (!match) {
      from.insertBefore(next, place);
      continue;
    }
    if (match !== place) from.insertBefore(match, place);
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

/** From `place` on: what goes by the same key, or, where there is none, the very next if it is of the same kind. */
function matchFor(next, place) {
  const key = keyOf(next);
  if (key === undefined) return place && keyOf(place) === undefined && isAlike(place, next) ? place : undefined;
  let each = place;
  while (each && !(keyOf(each) === key && isAlike(each, next))) each = each.nextSibling;
  return each ?? undefined;
}

function isAlike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName;
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
