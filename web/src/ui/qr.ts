/** The drawing of a QR code (ISO/IEC 18004): dark runs of each line as one SVG path. */
import { encode } from 'uqr'

/** Light lines that readers need around a code. */
const QUIET = 4

/** The path for `text`, and the side of the square that it is drawn in, quiet zone included. */
export function qr(text: string): { side: number; path: string } {
  const { data } = encode(text, { ecc: 'M', border: QUIET })
  return { side: data.length, path: outline(data) }
}

/** Draws what is dark: a rectangle for each run of a line. */
export function outline(data: readonly (readonly boolean[])[]): string {
  let path = ''
  data.forEach((line, y) => {
    for (let x = 0; x < line.length; x++) {
      const from = x
      while (line[x]) x++
      if (x > from) path += `M${String(from)} ${String(y)}h${String(x - from)}v1h-${String(x - from)}z`
    }
  })
  return path
}
