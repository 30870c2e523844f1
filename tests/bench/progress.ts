/** One line that says what is being measured; only where somebody watches. */
export interface Progress {
  show(text: string): void
  clear(): void
}

export function createProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined }
  const write = (text: string) => stream.write(`\r\u001B[2K${text}`)
  return {
    show: (text) => write(`… ${text}`),
    clear: () => write(''),
  }
}
