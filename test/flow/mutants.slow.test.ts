import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One thing that the fold would do wrong: `from` stands in the file once and becomes `to`. */
interface Mutant {
  readonly what: string
  readonly file: string
  readonly from: string
  readonly to: string
}

const mutants: readonly Mutant[] = [
  {
    what: 'what goes along with a container is left where it was',
    file: 'showing.ts',
    from: 'if (along.count(container) !== 0) this.#showAlong(row, container)',
    to: '',
  },
  {
    what: 'a thing scanned by itself still goes along with its container',
    file: 'fold.ts',
    from: 'if (kind !== role.child || !event.linking) objects.singleOut(row)',
    to: '',
  },
  {
    what: 'what goes along is not what was said of it later than of its container',
    file: 'look.ts',
    from: 'if (chain.placeAt <= placeAt || chain.stepAt <= stepAt) return false',
    to: 'if (chain.placeAt === 0 || chain.stepAt === 0) return false',
  },
  {
    what: 'what goes along had its step before from itself, not from its container',
    file: 'look.ts',
    from: 'stepJoined <= stepPrevious &&',
    to: '',
  },
  {
    what: 'the statement that arrives last wins, not the latest',
    file: 'statements.ts',
    from: 'if (stamp > newest || (stamp === newest && place > known)) {',
    to: 'if (stamp > 0) {',
  },
  {
    what: 'a late statement inside a stay is not asked for in history',
    file: 'statements.ts',
    from: 'if (second >= u32[u + U32.stepSince]!) return unclear',
    to: 'if (second >= u32[u + U32.stepSince]!) return unchanged',
  },
  {
    what: 'a repeated scan begins the stay again',
    file: 'statements.ts',
    from: 'if (fresh || place !== known) {',
    to: 'if (fresh || place !== known || stamp > newest) {',
  },
  {
    what: 'containers do not carry their contents',
    file: 'look.ts',
    from: 'depth < this.#nestingMax && at !== 0 && at !== inside',
    to: 'depth < 0',
  },
  {
    what: 'contents do not leave with their container',
    file: 'state.ts',
    from: '} else this.close(child, stamp, how | left.inside, place, step)',
    to: '} else objects.takeOut(child)',
  },
  {
    what: 'a late event opens again what left',
    file: 'fold.ts',
    from: 'const late = stamp <= closed.at(entry)',
    to: 'const late = stamp <= closed.at(entry) - 1e15',
  },
  {
    what: 'a scan elsewhere brings back what left',
    file: 'fold.ts',
    from: 'if (late || closing || !event.isHouse) {',
    to: 'if (late || closing) {',
  },
  {
    what: 'an unpacking that is learnt late does not bring the contents back',
    file: 'leavings.ts',
    from: 'if (said.kind === role.child && event.linking && !this.#isPassedLink(entry)) state.owe(low, high, true)',
    to: '',
  },
  {
    what: 'a container that leaves does not ask for what had left it before by itself',
    file: 'leavings.ts',
    from: 'objects.containers.noteLost(objects.containerOf(parent), closed.at(entry))',
    to: '',
  },
  {
    what: 'a container that leaves does not ask for what left and was folded from history',
    file: 'settle.ts',
    from: 'noteLostBy(state, timeline.closedAt, timeline)',
    to: '',
  },
  {
    what: 'a container is not known to have left twice where the earlier leaving comes last',
    file: 'leavings.ts',
    from: 'closed.setHow(entry, how | event.how | (isBefore ? left.again : 0))',
    to: 'closed.setHow(entry, how | event.how)',
  },
  {
    what: 'a document named while the thing was away is of the stay after',
    file: 'fold.ts',
    from: 'if (!event.isHouse && objects.newestOf(row) > stamp) state.owe(low, high, false)',
    to: '',
  },
  {
    what: 'a thing that leaves by a late event forgets that a document named it since',
    file: 'state.ts',
    from: 'const mentioned = this.documents.isNamedAfter(row, stamp) ? left.mentioned : 0',
    to: 'const mentioned = 0',
  },
  {
    what: 'an error declaration that comes first is forgotten',
    file: 'fold.ts',
    from: 'if (kind === role.erroneous) state.retracted.add(low, high)',
    to: 'if (kind === role.erroneous) continue',
  },
  {
    what: 'a correction does not reach what was inside',
    file: 'settle.ts',
    from: 'for (const child of timeline.children) state.owe(child[0], child[1], true)',
    to: '',
  },
  {
    what: 'what is said while histories are read is not asked for again',
    file: 'settle.ts',
    from: 'heard.delete(key)',
    to: '',
  },
  {
    what: 'links to a container end with its newest end, not with the first after them',
    file: 'timeline.ts',
    from: 'if (ends[middle]!.stamp > stamp) high = middle',
    to: 'if (ends[middle]!.stamp > stamp && middle === ends.length - 1) high = middle',
  },
  {
    what: 'an amount that is taken back stays',
    file: 'fold.ts',
    from: 'if (amounts) this.#amounts(-1)',
    to: '',
  },
  {
    what: 'a tote that is emptied without a list keeps its contents',
    file: 'fold.ts',
    from: 'if (emptying) this.#links.empty(parent)',
    to: '',
  },
  {
    what: 'a late closing closes whatever came after',
    file: 'fold.ts',
    from: 'if (objects.newestOf(row) > stamp) state.owe(low, high, true)',
    to: 'if (objects.newestOf(row) > stamp + 1e15) state.owe(low, high, true)',
  },
  {
    what: 'partners move goods here by what they say of elsewhere',
    file: 'event.ts',
    from: 'return source === byPartner && place === 0',
    to: 'return source === byPartner && place < 0',
  },
]

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flow-mutants-'))
  for (const room of ['base', 'model', 'flow'])
    cpSync(join(root, 'src', room), join(folder, 'src', room), { recursive: true })
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(folder, file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Do the fold's own tests pass in the copy? */
function passes(): boolean {
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--root',
    folder,
    '--bail=1',
    '--testTimeout=200000',
    'scenarios',
    'order',
    'leaving',
    'settle',
    'along',
  ]
  const env = { ...process.env, FLOW_RUNS: '60' }
  return spawnSync(process.execPath, args, { cwd: folder, env, stdio: 'ignore' }).status === 0
}

test('the copy passes as it is', { timeout: 240_000 }, () => {
  expect(passes()).toBe(true)
})

test.each(mutants)('the tests notice when $what', { timeout: 240_000 }, ({ file, from, to }) => {
  const path = join(folder, 'src/flow', file)
  const text = readFileSync(path, 'utf8')
  expect(text.split(from)).toHaveLength(2)
  writeFileSync(path, text.replace(from, to))
  try {
    expect(passes()).toBe(false)
  } finally {
    writeFileSync(path, text)
  }
})
