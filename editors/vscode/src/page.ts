// Inside the preview: puts the server's page in place, block by block, and scrolls it with the draft.

import type { FromPage, ToPage } from "./preview";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: object): void };

const editor = acquireVsCodeApi();
const own = document.currentScript as HTMLScriptElement;
editor.setState({ source: own.dataset.source });

/** Where scrolling by the draft has left the page: what the page says of that itself is no news. */
const NOWHERE = Number.NEGATIVE_INFINITY;
let put = NOWHERE;
let waiting = false;

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if ("html" in data) show(data.html);
  else if ("source" in data) editor.setState({ source: data.source });
  else scrollTo(data.line);
});

window.addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    if (Math.abs(window.scrollY - put) > 1) editor.postMessage({ scrolled: lineAtTop() });
    put = NOWHERE;
  });
});

document.addEventListener("click", (event) => {
  // Who selects words does not want to leave them.
  if (getSelection()?.isCollapsed !== false) goTo(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter") goTo(event.target);
});

/** Leads to the source of a block. */
function goTo(target: EventTarget | null): void {
  const block = (target as Element).closest<HTMLElement>("[data-line]");
  if (block !== null) editor.postMessage({ clicked: lineOf(block) });
}

/** Shows a page of the server's. What has not changed stays in place, and with it where the reader is. */
function show(html: string): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  const style = document.getElementById("style")!;
  const wanted = page.querySelector("style")?.textContent ?? "";
  if (style.textContent !== wanted) style.textContent = wanted;
  document.body.className = `${themeClasses()} ${page.body.className}`;
  document.title = page.title;
  settle(document.body, page.body);
  // The Tab key goes from one to the next.
  for (const block of document.querySelectorAll<HTMLElement>("[data-line]")) block.tabIndex = 0;
}

/** The classes by which the editor says which theme it has. */
function themeClasses(): string {
  return [...document.body.classList].filter((it) => it.startsWith("vscode-")).join(" ");
}

/** Makes an element's children those of another, and touches only those that differ. */
function settle(here: Element, wanted: Element): void {
  const old = [...here.children].filter((it) => it.tagName !== "SCRIPT");
  const now = [...wanted.children];
  let start = 0;
  while (isLike(old[start], now[start])) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && isLike(old.at(-1 - end), now.at(-1 - end))) end++;
  const before = old[old.length - end] ?? null;
  old.slice(start, old.length - end).forEach((it) => it.remove());
  now.slice(start, now.length - end).forEach((it) => here.insertBefore(document.adoptNode(it), before));
}

/** Whether an element can stay where another is wanted, which it becomes then. */
function isLike(old: Element | undefined, now: Element | undefined): boolean {
  if (old === undefined || now === undefined || old.tagName !== now.tagName || old.className !== now.className) return false;
  if (now.hasAttribute("data-line")) {
    if (old.innerHTML !== now.innerHTML) return false;
    // A line more above moves all that is below, and changes nothing of it.
    old.setAttribute("data-line", now.getAttribute("data-line")!);
  } else {
    settle(old, now);
  }
  return true;
}

function blocks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-line]")].filter((it) => it.closest(".notes") === null);
}

function lineOf(block: HTMLElement): number {
  return Number(block.dataset.line);
}

/** The last of the blocks for which something holds, which holds for all before it as well. */
function lastWhere(all: HTMLElement[], holds: (block: HTMLElement) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(all[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function scrollTo(line: number): void {
  const all = blocks();
  const index = lastWhere(all, (block) => lineOf(block) <= line);
  const block = all[index];
  const top = (it: HTMLElement) => it.getBoundingClientRect().top + window.scrollY;
  if (block === undefined || line === 0) {
    window.scrollTo({ top: 0 });
  } else {
    const next = all[index + 1];
    const [from, lines] = [top(block), next === undefined ? 1 : lineOf(next) - lineOf(block)];
    const height = next === undefined ? block.offsetHeight : top(next) - from;
    window.scrollTo({ top: from + (height * (line - lineOf(block))) / Math.max(lines, 1) });
  }
  put = window.scrollY;
}

function lineAtTop(): number {
  const all = blocks();
  const index = lastWhere(all, (block) => block.getBoundingClientRect().top <= 1);
  const [block, next] = [all[index], all[index + 1]];
  if (block === undefined) return 0;
  const { top, height } = block.getBoundingClientRect();
  const lines = next === undefined ? 1 : lineOf(next) - lineOf(block);
  return lineOf(block) + Math.min(1, -top / Math.max(height, 1)) * lines;
}

editor.postMessage({ ready: true });
