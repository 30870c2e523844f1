import sharp from 'sharp'

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** Pixels of a picture as it is shown; null for bytes that are none. */
export async function readPictureSize(bytes: Buffer): Promise<PictureSize | null> {
  try {
    const { width, height, orientation } = await sharp(bytes).metadata()
    const isTurned = orientation !== undefined && orientation >= 5
    return isTurned ? { width: height, height: width } : { width, height }
  } catch {
    return null
  }
}
