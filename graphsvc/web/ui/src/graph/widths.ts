/** About how wide a text is in a size of letters: Chinese signs are square, Latin letters about half of that. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const sign of text) ems += /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/u.test(sign) ? 1 : /[A-Z]/.test(sign) ? 0.68 : 0.54;
  return Math.ceil(ems * size);
}
