/** Leaders' instructions: reading them, and recording that they were given, read and answered. */
import type { Change } from '../core/decision.ts'
import type { GivenDirective } from '../core/ports.ts'
import type { Transaction } from './commit.ts'
import { dbInstant, optionalInstant } from './rows.ts'

export async function loadDirective(tx: Transaction, id: string): Promise<GivenDirective | null> {
  const row = await tx.directive.findUnique({ where: { id } })
  if (row === null) return null
  const from = await tx.person.findUnique({ where: { id: row.fromId }, select: { name: true } })
  return {
    id,
    fromId: row.fromId,
    fromName: from?.name ?? '',
    toId: row.toId,
    text: row.text,
    readAt: optionalInstant(row.readAt),
    answer: row.answer,
  }
}

export async function writeDirectives(tx: Transaction, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    switch (change.kind) {
      case 'directive_given': {
        const { id, fromId, toId, subject, text, at } = change
        await tx.directive.create({ data: { id, fromId, toId, subject, text, at: dbInstant(at) } })
        break
      }
      case 'directive_read':
        await tx.directive.updateMany({
          where: { id: change.id, readAt: null },
          data: { readAt: dbInstant(change.at) },
        })
        break
      case 'directive_answered':
        await tx.directive.update({
          where: { id: change.id },
          data: { answer: change.text, answeredAt: dbInstant(change.at) },
        })
        break
      default:
        break
    }
  }
}
