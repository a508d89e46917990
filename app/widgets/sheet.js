// Builds a sheet from plain data. Texts become text nodes and nothing else; elements and attributes are closed lists.

const TAGS = new Set([
  "article", "button", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
  "li", "mark", "ol", "p", "section", "span", "strong", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
])
const ATTRIBUTES = new Set(["class", "data-open", "lang", "role", "scope", "tabindex"])

function element(node, act) {
  if (typeof node === "string") return document.createTextNode(node)
  const [tag, attributes, ...children] = node
  if (!TAGS.has(tag)) return document.createTextNode("")
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "act") {
      made.dataset.act = value
      made.addEventListener("click", () => act(value))
    } else if (ATTRIBUTES.has(name) || name.startsWith("aria-")) {
      made.setAttribute(name, value)
    }
  }
  if (tag === "button") made.type = "button"
  made.append(...children.map((child) => element(child, act)))
  return made
}

// The persistent frame of a sheet: a live region that speaks, and the body that is replaced.
function frame(parent) {
  let root = parent.querySelector(".kb-sheet")
  if (!root) {
    root = document.createElement("div")
    root.className = "kb-sheet"
    const live = document.createElement("div")
    live.className = "kb-live"
    live.setAttribute("role", "status")
    root.append(live, document.createElement("div"))
    parent.append(root)
  }
  return root
}

// Brings the first mark into the upper third of its pane.
function reveal(body) {
  const pane = body.querySelector(".pane-text")
  const mark = pane && pane.querySelector("mark")
  if (!mark) return
  const gap = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top
  pane.scrollTop += gap - pane.clientHeight / 3
}

// Where the pane is stacked below the answer, moves the page to it; the answer may still be growing, hence the frames.
function follow(body, frames = 20) {
  const box = body.getBoundingClientRect()
  if (box.top > window.innerHeight - 160 || box.bottom < 160) body.scrollIntoView({ block: "start" })
  if (frames > 0 && body.isConnected) requestAnimationFrame(() => follow(body, frames - 1))
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = frame(parentElement)
  const shown = JSON.stringify(data)
  if (root.dataset.shown === shown) return
  root.dataset.shown = shown
  document.documentElement.lang = data.lang

  const [live, body] = root.children
  const buttons = () => Array.from(body.querySelectorAll("[data-act]"))
  const held = buttons().indexOf(parentElement.activeElement)
  const act = held < 0 ? undefined : buttons()[held].dataset.act
  body.replaceChildren(...data.nodes.map((node) => element(node, (value) => setTriggerValue("act", value))))
  // The focus stays on the button that was chosen, not on its namesake.
  if (act !== undefined && buttons()[held]?.dataset.act === act) buttons()[held].focus({ preventScroll: true })
  if (live.textContent !== data.say) live.textContent = data.say
  reveal(body)
  if (data.follow) follow(body)
}
