/** Somebody else was faster (a code used, a version written); the whole decision is taken again. */
export class DecisionOutdated extends Error {
  constructor(what: string) {
    super(`decision outdated: ${what}`)
    this.name = 'DecisionOutdated'
  }
}
