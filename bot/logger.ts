import { type Bindings, type DestinationStream, destination, type Logger, pino } from 'pino'
import type { Config } from './config.ts'
import { createScrubber } from './scrub.ts'

/**
 * The program's logger: JSON lines to stderr, scrubbed of tokens, phone numbers, message texts and cookies wherever
 * they stand - in fields at any depth, in messages, in errors. `secrets`: values never to be shown (secretsOf).
 */
export function createLogger(
  level: Config['logLevel'],
  secrets: readonly string[],
  stream: DestinationStream = destination({ fd: 2, sync: true }),
): Logger {
  const scrub = createScrubber(secrets)
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Scrubbed by now; pino's own serializer takes true errors only.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args.map((arg: unknown) => scrub.argument(arg))
          const lone: unknown = args.length === 1 ? args[0] : null
          const message = lone instanceof Error ? [scrub.argument(lone.message)] : rest
          Reflect.apply(method, this, [first, ...message])
        },
      },
    },
    stream,
  )
  // What a child is bound to passes no hook, and pino resets the formatter for it.
  for (const name of ['child', 'setBindings'] as const) {
    const bind = logger[name]
    Object.defineProperty(logger, name, {
      value(this: Logger, bindings: Bindings, ...rest: unknown[]): unknown {
        return Reflect.apply(bind, this, [scrub.fields(bindings), ...rest])
      },
    })
  }
  return logger
}
