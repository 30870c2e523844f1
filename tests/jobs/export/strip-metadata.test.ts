import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { stripMetadata } from '../../../jobs/export/strip-metadata.ts'

/** Left half red, right half blue, 40 x 20. */
function picture() {
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#0000ff' } }).composite([
    { input: { create: { width: 20, height: 20, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
  ])
}
const TELLING = {
  IFD0: { Make: 'TelltaleCamera', Artist: 'Nguyen Van An' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '13/1 46/1 0/1' },
}

async function strippedPicture(bytes: Buffer) {
  const stripped = await stripMetadata(bytes)
  if (stripped.kind !== 'picture') throw new Error(stripped.kind)
  return stripped
}

describe('a picture', () => {
  test('loses place, owner and device', async () => {
    const bytes = await picture()
      .withExif(TELLING)
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">telltale</x:xmpmeta>')
      .jpeg()
      .toBuffer()
    expect(bytes.toString('latin1')).toContain('TelltaleCamera')
    const { bytes: clean, ending } = await strippedPicture(bytes)
    const { exif, xmp, iptc, icc, format } = await sharp(clean).metadata()
    expect({ exif, xmp, iptc, icc, format, ending }).toEqual({ format: 'jpeg', ending: '.jpg' })
    for (const secret of ['TelltaleCamera', 'Nguyen Van An', 'telltale', 'Exif'])
      expect(clean.toString('latin1')).not.toContain(secret)
  })

  test('stays upright when the note of its orientation goes', async () => {
    // 6: the camera was turned; shown a quarter turn clockwise, so the red half is on top.
    const bytes = await picture().withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer()
    const { bytes: clean } = await strippedPicture(bytes)
    const { data, info } = await sharp(clean).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([20, 40])
    const [topRed, bottomBlue] = [data[(5 * 20 + 10) * 3]!, data[(35 * 20 + 10) * 3 + 2]!]
    expect(topRed).toBeGreaterThan(200)
    expect(bottomBlue).toBeGreaterThan(200)
  })

  test('PNG stays PNG, without loss and without its texts; WebP becomes JPEG', async () => {
    const png = await picture().withExif(TELLING).png().toBuffer()
    const stripped = await strippedPicture(png)
    expect(stripped.ending).toBe('.png')
    expect(stripped.bytes.toString('latin1')).not.toContain('TelltaleCamera')
    const [before, after] = await Promise.all(
      [png, stripped.bytes].map((each) => sharp(each).raw().toBuffer()),
    )
    expect(after!.equals(before!)).toBe(true)
    expect((await strippedPicture(await picture().webp().toBuffer())).ending).toBe('.jpg')
  })
})

describe('what is no picture', () => {
  test('is left alone, whatever it is called', async () => {
    for (const text of ['%PDF-1.7 …', 'PK\u0003\u0004', '<svg xmlns="http://www.w3.org/2000/svg"/>', ''])
      expect(await stripMetadata(Buffer.from(text))).toEqual({ kind: 'other' })
  })

  test('but begins like one is not handed out', async () => {
    const whole = await picture().withExif(TELLING).jpeg().toBuffer()
    expect(await stripMetadata(whole.subarray(0, whole.length / 2))).toEqual({ kind: 'unreadable' })
    expect(await stripMetadata(Buffer.from([0xff, 0xd8, 0xff, 0xe1, 1, 2, 3]))).toEqual({
      kind: 'unreadable',
    })
  })

  test('nor is a picture of more pixels than memory takes', async () => {
    const bomb = await sharp({ create: { width: 11_000, height: 10_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(2_000_000)
    expect(await stripMetadata(bomb)).toEqual({ kind: 'unreadable' })
  })
})
