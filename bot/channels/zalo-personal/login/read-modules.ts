import sharp from 'sharp'

/** The squares of a QR code, true where dark, row by row and without the quiet zone. */
export type Modules = readonly (readonly boolean[])[]

const DARK = 128
/** Side of a finder pattern, in modules. */
const FINDER = 7
/** More squares a side do not fit a terminal. */
const MOST = 105

/**
 * The squares of a picture that shows one upright QR code and nothing else dark; null for any other picture. What the
 * code says is not read: Zalo tells it in the picture alone.
 */
export async function readModules(png: Buffer): Promise<Modules | null> {
  const picture = await readGrey(png)
  const box = picture === null ? null : darkBox(picture)
  if (picture === null || box === null) return null
  const width = box.right - box.left + 1
  const height = box.bottom - box.top + 1
  const finder = Math.max(...[0, 1, 2].map((below) => runOfDark(picture, box.left, box.top + below)))
  const count = nearestCount((width / finder) * FINDER)
  if (finder < FINDER || finder === width || count > MOST) return null
  const at = (row: number, column: number) =>
    isDark(
      picture,
      Math.floor(box.left + ((column + 0.5) * width) / count),
      Math.floor(box.top + ((row + 0.5) * height) / count),
    )
  const modules = Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (__, column) => at(row, column)),
  )
  return hasFinders(modules) ? modules : null
}

/** QR codes have 21, 25, 29 … modules a side. */
function nearestCount(about: number): number {
  return 21 + 4 * Math.max(0, Math.round((about - 21) / 4))
}

/** The three corners hold a dark ring around a light one around a dark square. */
function hasFinders(modules: Modules): boolean {
  const far = modules.length - FINDER
  return [
    [0, 0],
    [0, far],
    [far, 0],
  ].every(([top = 0, left = 0]) =>
    Array.from({ length: FINDER * FINDER }, (_, index) => index).every((index) => {
      const row = Math.floor(index / FINDER)
      const column = index % FINDER
      const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3))
      return modules[top + row]?.[left + column] === (ring !== 2)
    }),
  )
}

interface Grey {
  readonly pixels: Buffer
  readonly width: number
  readonly height: number
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

async function readGrey(png: Buffer): Promise<Grey | null> {
  try {
    const { data, info } = await sharp(png)
      .flatten({ background: '#ffffff' })
      .greyscale()
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { pixels: data, width: info.width, height: info.height }
  } catch {
    return null
  }
}

function isDark({ pixels, width }: Grey, x: number, y: number): boolean {
  return (pixels[y * width + x] ?? 255) < DARK
}

function darkBox(picture: Grey): Box | null {
  let left = picture.width
  let top = picture.height
  let right = -1
  let bottom = -1
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (!isDark(picture, x, y)) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  }
  return right < 0 ? null : { left, top, right, bottom }
}

/** How many dark pixels follow each other to the right. The first row of a scaled picture is blurred. */
function runOfDark(picture: Grey, from: number, y: number): number {
  let x = from
  while (x < picture.width && isDark(picture, x, y)) x++
  return x - from
}
