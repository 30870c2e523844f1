/** Why a file is refused before a cell of it is read. Values, not exceptions: each has its wording in one place. */
export type FileProblem =
  | { readonly code: 'file_empty' }
  | { readonly code: 'file_too_large'; readonly bytes: number; readonly limitBytes: number }
  | { readonly code: 'too_many_rows'; readonly sheet: string; readonly limit: number }
  | { readonly code: 'too_many_columns'; readonly sheet: string; readonly limit: number }
  | { readonly code: 'too_much_text'; readonly limitBytes: number }
  | { readonly code: 'zip_bomb'; readonly entry: string }
  | { readonly code: 'password_protected' }
  | { readonly code: 'old_excel_format' }
  | { readonly code: 'macro_workbook' }
  | { readonly code: 'external_links' }
  /** `found`: what the content is ("pdf", "html", "zip", "image", "binary"). */
  | { readonly code: 'wrong_type'; readonly found: string }
  | { readonly code: 'damaged'; readonly detail: string }

export type FileResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: FileProblem }

export function refused(problem: FileProblem): { readonly ok: false; readonly problem: FileProblem } {
  return { ok: false, problem }
}
