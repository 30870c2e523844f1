/** Readings per second of the parser; pure, so there is no baseline. */
import type { Bench } from './bench.ts'
import { benchJunk, benchUnderstand } from './understand.ts'

export const understandingBench: Bench = {
  name: 'understanding',
  title: 'Messages understood (a mix of short and long ones), no database; per second of processor time',
  async run({ isQuick }) {
    const results = benchUnderstand(isQuick ? 300 : 2_000)
    const [few] = results
    const junk = benchJunk()
    const readings = results.map(({ name, perSecond }, index) => ({
      what: name,
      ours: `${perSecond.toLocaleString('en-US')}/s`,
      bare: '',
      ratio: '',
      note:
        index === 0 || few === undefined
          ? ''
          : `${(few.perSecond / perSecond).toFixed(1)}x the time of 5 tasks`,
    }))
    return [
      ...readings,
      {
        what: 'understand, 10 kB of junk',
        ours: `${junk.millis.toFixed(1)} ms`,
        bare: '',
        ratio: '',
        note: `the slowest kind, made of ${JSON.stringify(junk.unit)}; to stay under 50 ms`,
      },
    ]
  },
}
