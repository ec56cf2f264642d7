// The whole drawing as a picture of its own: every box, card, link and label, whatever part of it the screen shows.
import type { Line } from "$documents";
import { type Layout, type Rect, absolute, extent } from "./layout.ts";
import { type Item, type Picture, type TieKind, itemsByKey } from "./picture.ts";
import { widthOf } from "./widths.ts";
import { type Wire, wires } from "./wires.ts";

/** The colours of a line: strong and soft. */
export interface Paint {
  readonly strong: string;
  readonly soft: string;
}

/** What an image needs beside picture and layout. */
export interface Look {
  readonly title: string;
  readonly lines: Readonly<Record<Line, Paint>>;
  readonly accent: string;
  /** The path data of the sign of each line. */
  readonly signs: Readonly<Record<Line, string>>;
  name(item: Item): string;
  note(item: Item): string;
  continued(name: string): string;
}

const FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif";
const MARGIN = 24;
const STROKES: Readonly<Record<TieKind, { width: number; dash?: string; colour?: string }>> = {
  path: { width: 3 },
  escalates: { width: 2 },
  reports: { width: 1.25, colour: "#8b8f98" },
  dotted: { width: 1.25, dash: "2 4", colour: "#8b8f98" },
  same: { width: 1.25, dash: "7 4", colour: "#566070" },
  backup: { width: 2, dash: "1 5" },
  covers: { width: 1.25, colour: "#b0aa9b" },
  paired: { width: 1.25, dash: "10 3 2 3", colour: "#1e7043" },
  other: { width: 1.25 },
};
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text that is no markup, whatever a name holds; what XML cannot hold is left out. */
const plain = (text: string): string =>
  [...text].filter((sign) => sign >= " " && !/[\ufffe\uffff]|[\ud800-\udfff]/u.test(sign)).map((sign) => ENTITIES[sign] ?? sign).join("");

/** The SVG of a picture; O(its size). Its extent is that of what it shows, and text stays text. */
export function svgOf(picture: Picture, placed: Layout, look: Look): string {
  const items = itemsByKey(picture);
  const onpath = new Set(picture.path);
  const rects = new Map([...absolute(placed)].filter(([key]) => items.has(placed.get(key)?.continues ?? key)));
  const whole = extent(rects.values());
  const links = wires(picture, placed);
  const [width, height] = [Math.ceil(whole.width + 2 * MARGIN), Math.ceil(whole.height + 2 * MARGIN)];
  const boxes: string[] = [];
  const cards: string[] = [];
  for (const [key, rect] of rects) {
    const { box, continues } = placed.get(key) as { box: boolean; continues?: string };
    const item = items.get(continues ?? key) as Item;
    const name = continues === undefined ? look.name(item) : look.continued(look.name(item));
    if (box) boxes.push(boxOf(rect, item, name, onpath.has(item.key), look));
    else cards.push(cardOf(rect, item, name, onpath.has(item.key), look));
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${whole.x - MARGIN} ${whole.y - MARGIN} ${width} ${height}" font-family="${FONT}">`,
    `<title>${plain(look.title)}</title>`,
    `<defs>${arrow("grey", "#8b8f98", 8)}${arrow("strong", look.accent, 12)}</defs>`,
    `<rect x="${whole.x - MARGIN}" y="${whole.y - MARGIN}" width="${width}" height="${height}" fill="#fffefb"/>`,
    ...boxes,
    ...links.map((wire) => lineOf(wire, look)),
    ...cards,
    ...links.map((wire) => labelOf(wire, look)),
    "</svg>",
  ].join("\n");
}

const arrow = (id: string, colour: string, size: number): string =>
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="${size}" markerHeight="${size}" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 10 5 0 10z" fill="${colour}"/></marker>`;

/** A text that fits: one that is too long is set closer, and stays whole. */
function text(x: number, y: number, size: number, colour: string, said: string, room: number, more = ""): string {
  const squeezed = widthOf(said, size) > room ? ` textLength="${Math.round(room)}" lengthAdjust="spacingAndGlyphs"` : "";
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}"${more}${squeezed}>${plain(said)}</text>`;
}

function sign(x: number, y: number, size: number, colour: string, line: Line, look: Look): string {
  return `<path transform="translate(${x} ${y}) scale(${size / 24})" d="${look.signs[line]}" fill="${colour}" fill-rule="evenodd"/>`;
}

function boxOf(rect: Rect, item: Item, name: string, onpath: boolean, look: Look): string {
  const paint = item.line ? look.lines[item.line] : { strong: "#1d2530", soft: "#fffefb" };
  const border = onpath ? `stroke="${look.accent}" stroke-width="2"` : `stroke="${item.line ? paint.strong : "#b3ab9a"}" stroke-opacity="0.6"`;
  const { x, y, width, height } = rect;
  const more = item.more ? `+${item.more}` : "";
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="${paint.soft}" ${border}/>`,
    item.line ? sign(x + 12, y + 10, 16, paint.strong, item.line, look) : "",
    text(x + (item.line ? 34 : 12), y + 23, 14, paint.strong, name, width - (item.line ? 46 : 24) - (more ? 40 : 0), ' font-weight="700"'),
    more ? text(x + width - 12, y + 23, 12, paint.strong, more, 40, ' text-anchor="end"') : "",
    badge(item, x + width - 14, y + 2, look),
  ].join("");
}

function cardOf(rect: Rect, item: Item, name: string, onpath: boolean, look: Look): string {
  const { x, y, width, height } = rect;
  const pill = !item.line;
  const paint = item.line ? look.lines[item.line] : { strong: look.accent, soft: "#eceefb" };
  const note = look.note(item);
  const fill = pill ? (onpath ? look.accent : paint.soft) : "#ffffff";
  const border = onpath ? `stroke="${look.accent}" stroke-width="2"` : pill ? `stroke="${look.accent}"` : `stroke="#dfdcd3"`;
  const dash = item.vacant ? ' stroke-dasharray="4 3"' : "";
  const left = x + (item.line ? 44 : 14);
  const room = width - (left - x) - 12 - (item.step === undefined ? 0 : 16);
  const ink = pill ? (onpath ? "#ffffff" : "#2d399f") : "#1d2530";
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${fill}" ${border}${dash}/>`,
    item.line ? `<circle cx="${x + 23}" cy="${y + height / 2}" r="13" fill="${paint.strong}"/>${sign(x + 15, y + height / 2 - 8, 16, "#ffffff", item.line, look)}` : "",
    text(left, y + height / 2 + (note ? -4 : 5), 14, ink, name, room, ' font-weight="700"'),
    note ? text(left, y + height / 2 + 15, 12, "#566070", note, room + 8) : "",
    item.more ? text(x + width - 4, y + height + 12, 11, "#566070", `+${item.more}`, 40, ' text-anchor="end"') : "",
    badge(item, x + width - 14, y + 2, look),
  ].join("");
}

function badge({ step }: Item, x: number, y: number, look: Look): string {
  if (step === undefined) return "";
  return `<circle cx="${x}" cy="${y + 12}" r="9" fill="${look.accent}"/>${text(x, y + 16, 12, "#ffffff", String(step), 18, ' text-anchor="middle" font-weight="700"')}`;
}

function lineOf({ d, tie }: Wire, look: Look): string {
  const { width, dash, colour } = STROKES[tie.kind];
  const end = tie.kind === "path" || tie.kind === "escalates" ? "strong" : tie.kind === "reports" || tie.kind === "dotted" ? "grey" : "";
  return `<path d="${d}" fill="none" stroke="${colour ?? look.accent}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}" stroke-linecap="round"` : ""}${end ? ` marker-end="url(#${end})"` : ""}/>`;
}

function labelOf({ label, plate, tie }: Wire, look: Look): string {
  if (!tie.label) return "";
  return `<rect x="${label.x - plate / 2}" y="${label.y - 10}" width="${plate}" height="20" rx="10" fill="#ffffff" stroke="#c9cdf0"/>${text(label.x, label.y + 4, 12, look.accent, tie.label, plate, ' text-anchor="middle" font-weight="600"')}`;
}

/** Hand a file to the browser as a download. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The picture in dots, twice as fine as on the screen; null when the browser cannot draw one so large. */
export async function pngOf(svg: string): Promise<Blob | null> {
  const image = new Image();
  // A data address: pages may show images from there, and from their own place, alone.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const canvas = document.createElement("canvas");
  const fine = Math.min(2, 16_000 / Math.max(image.width, image.height), Math.sqrt(100_000_000 / (image.width * image.height)));
  canvas.width = Math.round(image.width * fine);
  canvas.height = Math.round(image.height * fine);
  const brush = canvas.getContext("2d");
  if (!brush) return null;
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
