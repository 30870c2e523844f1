/**
 * A picture without what its camera wrote into it: place, owner, device, thumbnails. What a file is, its content says,
 * not its name. behaviour §8.
 */
import sharp from 'sharp'
import { endingByContent } from './ending-by-content.ts'

export type Stripped =
  | { readonly kind: 'picture'; readonly bytes: Buffer; readonly ending: '.jpg' | '.png' }
  /** No picture that we know: nothing was changed. */
  | { readonly kind: 'other' }
  /** Begins like a picture, but cannot be read, or is larger than is allowed: not to be handed out. */
  | { readonly kind: 'unreadable' }

/** A photo of a good camera has 50 million; a bomb has thousands of millions. */
const MOST_PIXELS = 100_000_000
const JPEG_QUALITY = 92

/** Turned upright before the note of its orientation goes; PNG stays PNG, all others become JPEG; colours as sRGB. */
export async function stripMetadata(bytes: Uint8Array): Promise<Stripped> {
  const ending = endingByContent(bytes)
  if (ending === null || ending === '.pdf') return { kind: 'other' }
  const isPng = ending === '.png'
  try {
    const upright = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).autoOrient()
    const written = isPng
      ? upright.png()
      : upright.flatten({ background: '#ffffff' }).jpeg({ quality: JPEG_QUALITY })
    return { kind: 'picture', bytes: await written.toBuffer(), ending: isPng ? '.png' : '.jpg' }
  } catch {
    // Whatever it is that sharp dislikes, the bytes are not ours to show unseen.
    return { kind: 'unreadable' }
  }
}
