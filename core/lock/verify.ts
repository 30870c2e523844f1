/** Whether a frozen snapshot is still what was frozen. Pure. behaviour §5. */

export type Verdict = 'intact' | 'changed' | 'not_audited'

/**
 * `found` is the checksum of the text that is stored now. It has to agree with the one stored beside it and with the one
 * in the audit log, so that changing both text and checksum does not go unseen.
 */
export function verdictOf(
  stored: { readonly sha256: string; readonly auditedSha256: string | null },
  found: string,
): Verdict {
  if (found !== stored.sha256) return 'changed'
  if (stored.auditedSha256 === null) return 'not_audited'
  return found === stored.auditedSha256 ? 'intact' : 'changed'
}
