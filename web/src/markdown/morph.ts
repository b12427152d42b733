const isText = (node: Node): node is Text => node.nodeType === Node.TEXT_NODE
const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE

function matchAttributes(live: Element, wanted: Element): void {
  for (const name of live.getAttributeNames()) if (!wanted.hasAttribute(name)) live.removeAttribute(name)
  for (const { name, value } of wanted.attributes) if (live.getAttribute(name) !== value) live.setAttribute(name, value)
}

/** A text that only gets longer keeps what is selected in it. */
export function matchText(live: Text, wanted: string): void {
  if (live.data === wanted) return
  if (wanted.startsWith(live.data)) live.appendData(wanted.slice(live.data.length))
  else live.data = wanted
}

/** Makes what is shown equal to what is wanted, and leaves alone what already is: selection and focus stay. */
export function morph(live: Node, wanted: Node): void {
  let at = live.firstChild
  for (const next of Array.from(wanted.childNodes)) {
    if (at && isText(at) && isText(next)) {
      matchText(at, next.data)
    } else if (at && isElement(at) && isElement(next) && at.localName === next.localName) {
      matchAttributes(at, next)
      morph(at, next)
    } else {
      if (at) live.replaceChild(next, at)
      else live.appendChild(next)
      at = next.nextSibling
      continue
    }
    at = at.nextSibling
  }
  while (at) {
    const after: ChildNode | null = at.nextSibling
    at.remove()
    at = after
  }
}
