/** The programme a list belongs to, with its source document, and the document that orders a change. */
import type { SourceDocument } from '../../core/import/reading.ts'
import { programmeSettings } from '../../core/programme/settings.ts'
import { dbDate, dbInstant, json } from '../rows.ts'
import type { ImportRoom } from './tasks.ts'

type Scene = Pick<ImportRoom, 'tx' | 'at' | 'newId'>

/** Id of the programme with that code; a new one has default settings and is named after its document. */
export async function writeProgramme(
  scene: Scene,
  code: string,
  source: SourceDocument | null,
): Promise<string> {
  const { tx, at, newId } = scene
  const existing = await tx.programme.findUnique({ where: { code } })
  const documentId = source && (existing?.documentId ?? (await documentOf(scene, source)))
  if (existing !== null) {
    if (existing.documentId === null && documentId !== null) {
      await tx.programme.update({ where: { code }, data: { documentId } })
    }
    return existing.id
  }
  const name = source === null ? `Chương trình ${code}` : `Danh mục nhiệm vụ theo ${source.number}`
  const settings = json(programmeSettings.parse({}))
  const { id } = await tx.programme.create({
    data: { id: newId(), code, name, documentId, settings, createdAt: dbInstant(at) },
  })
  return id
}

/** Id of the document that orders the changes, by its number; null where none is given. */
export async function writeOrder(scene: Scene, number: string | null): Promise<string | null> {
  return number === null ? null : documentOf(scene, { number, issuedOn: null })
}

/** A citation without a date is any document of that number. */
async function documentOf({ tx, newId }: Scene, { number, issuedOn }: SourceDocument): Promise<string> {
  const date = issuedOn && dbDate(issuedOn)
  const existing = await tx.document.findFirst({
    where: { number, ...(date === null ? {} : { issuedOn: date }) },
    orderBy: { id: 'asc' },
  })
  if (existing !== null) return existing.id
  return (await tx.document.create({ data: { id: newId(), number, issuedOn: date } })).id
}
