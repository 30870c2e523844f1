/**
 * Whom a list brings: people it names that the directory lacks, their posts, and who reports on which task. Pure.
 *
 * A unit has one focal officer (ledger 27): the first the list names where there is none yet; whoever else is named
 * beside a task reports on that task alone. Posts are only ever added here: ending them is the coordinator's.
 */
import { freeHandle } from '../directory/handle.ts'
import { nameKey } from './cell-text.ts'

export interface KnownPerson {
  readonly id: string
  readonly name: string
  readonly handle: string
  readonly title: string | null
  readonly phone: string | null
  readonly posts: readonly { readonly unitId: string; readonly role: string }[]
}

export interface NamedPerson {
  readonly name: string
  readonly title: string | null
  readonly phone: string | null
  readonly role: 'officer' | 'supervisor'
}

export interface PeopleSources {
  /** Tasks that one unit leads, in the order of the list. */
  readonly tasks: readonly {
    readonly taskId: string
    readonly unitId: string
    readonly people: readonly NamedPerson[]
  }[]
  /** Rows of a list of officers: these state positions and phones, also where the directory says otherwise. */
  readonly officers: readonly { readonly unitId: string; readonly person: NamedPerson }[]
}

export interface PeoplePlan {
  readonly added: readonly Omit<KnownPerson, 'posts'>[]
  readonly changed: readonly { readonly before: KnownPerson; readonly after: KnownPerson }[]
  readonly posts: readonly { readonly personId: string; readonly unitId: string; readonly role: string }[]
  /** Of tasks that somebody other than the unit's focal officer reports on. */
  readonly officerOfTask: ReadonlyMap<string, string>
  /** Officers of the list taken over. */
  readonly officers: number
}

export function planPeople(
  sources: PeopleSources,
  known: readonly KnownPerson[],
  newId: () => string,
): PeoplePlan {
  const register = new Register(known, newId)
  for (const { unitId, person } of sources.officers) {
    const id = register.take(person, unitId, true)
    register.appoint(id, unitId, person.role)
  }
  const officerOfTask = new Map<string, string>()
  for (const { taskId, unitId, people } of sources.tasks) {
    for (const role of ['supervisor', 'officer'] as const) {
      const named = people.find((person) => person.role === role)
      if (named === undefined) continue
      const id = register.take(named, unitId, false)
      const focal = register.focalOfficer(unitId)
      if (role === 'supervisor' || focal === null) register.appoint(id, unitId, role)
      else if (focal !== id) officerOfTask.set(taskId, id)
    }
  }
  return { ...register.result(), officerOfTask, officers: sources.officers.length }
}

class Register {
  private readonly people = new Map<string, KnownPerson>()
  private readonly handles = new Set<string>()
  private readonly byUnit = new Map<string, string>()
  private readonly byPhone = new Map<string, string>()
  private readonly focal = new Map<string, string>()
  private readonly posts: { personId: string; unitId: string; role: string }[] = []
  private readonly known: ReadonlyMap<string, KnownPerson>
  private readonly newId: () => string

  constructor(known: readonly KnownPerson[], newId: () => string) {
    this.known = new Map(known.map((person) => [person.id, person]))
    this.newId = newId
    for (const person of known) {
      this.index(person)
      for (const { unitId, role } of person.posts) {
        this.byUnit.set(`${unitId}\n${nameKey(person.name)}`, person.id)
        if (role === 'officer') this.focal.set(unitId, person.id)
      }
    }
  }

  focalOfficer(unitId: string): string | null {
    return this.focal.get(unitId) ?? null
  }

  /** The person of that name in the unit, else with that name and phone, else a new one. */
  take(named: NamedPerson, unitId: string, isStated: boolean): string {
    const place = `${unitId}\n${nameKey(named.name)}`
    const id = this.byUnit.get(place) ?? this.withPhone(named) ?? this.newId()
    this.byUnit.set(place, id)
    const person = this.people.get(id)
    const handle = person?.handle ?? freeHandle(named.name, this.handles)
    const [stated, kept] = isStated ? [named, person] : [person, named]
    this.index({
      id,
      name: person?.name ?? named.name,
      handle,
      title: stated?.title ?? kept?.title ?? null,
      phone: stated?.phone ?? kept?.phone ?? null,
      posts: person?.posts ?? [],
    })
    return id
  }

  appoint(personId: string, unitId: string, role: string): void {
    const person = this.people.get(personId)
    if (person === undefined) return
    if (role === 'officer') this.focal.set(unitId, personId)
    if (person.posts.some((post) => post.unitId === unitId && post.role === role)) return
    this.posts.push({ personId, unitId, role })
    this.index({ ...person, posts: [...person.posts, { unitId, role }] })
  }

  result() {
    const people = [...this.people.values()]
    return {
      added: people.filter(({ id }) => !this.known.has(id)).map(({ posts: _posts, ...person }) => person),
      changed: people.flatMap((after) => {
        const before = this.known.get(after.id)
        const isSame = !before || (before.title === after.title && before.phone === after.phone)
        return isSame ? [] : [{ before, after }]
      }),
      posts: this.posts,
    }
  }

  private withPhone({ name, phone }: NamedPerson): string | undefined {
    const id = phone === null ? undefined : this.byPhone.get(phone)
    const person = id === undefined ? undefined : this.people.get(id)
    return person && nameKey(person.name) === nameKey(name) ? id : undefined
  }

  private index(person: KnownPerson): void {
    this.people.set(person.id, person)
    this.handles.add(person.handle)
    if (person.phone !== null) this.byPhone.set(person.phone, person.id)
  }
}
