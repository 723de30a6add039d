import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { FaultError } from '../base/index.ts'
import { errorLines, main } from './dispatch.ts'
import { commands, editDistance, helpOf, isCommand, unknownCommand } from './help.ts'
import { optionsIn, optionsOf } from './options.testkit.ts'
import { packageVersion } from './version.ts'

async function told(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  const code = await main(args, { out: (line) => out.push(line), err: (line) => err.push(line) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

test('without a command, and with --help, all commands are listed', async () => {
  for (const args of [[], ['--help'], ['-h'], ['help']]) {
    const { code, out } = await told(...args)
    expect(code).toBe(0)
    for (const name of Object.keys(commands)) expect(out).toContain(`\n  ${name} `)
  }
})

test('a command tells its usage instead of running when asked with --help', async () => {
  const { code, out } = await told('doctor', '--help')
  expect([code, out.split('\n')[0]]).toEqual([0, 'usage: fairfloor doctor [--data DIR] [--json]'])
  expect((await told('help', 'doctor')).out).toBe(out)
})

test('an unknown command is answered with the nearest one, and ends with 2', async () => {
  expect(await told('serv')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean serve?') })
  expect(await told('improt')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean import?') })
  expect(await told('quetzal')).toMatchObject({ code: 2, err: expect.not.stringContaining('did you mean') })
  expect(await told('constructor')).toMatchObject({ code: 2 })
  expect(unknownCommand('quetzal')).not.toContain('quetzal')
})

test('a flag that is not known is told with the usage, and ends with 2', async () => {
  const { code, err } = await told('doctor', '--dta', 'x')
  expect(code).toBe(2)
  expect(err).toContain("Unknown option '--dta'")
  expect(err).toContain('usage: fairfloor doctor')
})

test('an error is told as its fault, and its stack only with FAIRFLOOR_DEBUG', () => {
  const fault = new FaultError({ code: 'DISK_FAILED' })
  expect(errorLines(fault, false)).toEqual([fault.message])
  expect(errorLines(new TypeError('quoted input'), false).join('\n')).toMatch(
    /^INTERNAL: .*\(TypeError; FAIRFLOOR_DEBUG=1 says more\)$/,
  )
  expect(errorLines(new Error('odd'), true).join('\n')).toContain('main.test.ts')
})

test('an error of the operating system is told as what it means, not as our bug', async () => {
  const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', syscall: 'listen' })
  expect(errorLines(taken, false)[0]).toMatch(/^LISTEN_FAILED: .*EADDRINUSE at listen/)
  const missing = await readFile('no-such-file').catch((error: unknown) => error)
  expect(errorLines(missing, false)[0]).toMatch(/^FILE_UNREADABLE: .*ENOENT at open/)
  const full = Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' })
  expect(errorLines(full, false)[0]).toMatch(/^DISK_FAILED: /)
})

test('help names every flag that a command takes', () => {
  for (const name of Object.keys(commands)) {
    const path = new URL(`./${name}.ts`, import.meta.url)
    if (!isCommand(name) || !existsSync(path)) continue
    const text = helpOf(name).join('\n')
    for (const flag of Object.keys(optionsOf(name))) expect(text, name).toContain(`--${flag}`)
  }
})

test('the flags of a command are found in its source', () => {
  expect(
    optionsIn("parseArgs({ args, options: { data: { type: 'string' }, 'dry-run': { type: 'boolean' } } })"),
  ).toEqual({
    data: { type: 'string', multiple: false },
    'dry-run': { type: 'boolean', multiple: false },
  })
})

test('version prints the version of the package', async () => {
  expect(packageVersion()).toMatch(/^\d+\.\d+\.\d+$/)
  expect((await told('--version')).out).toBe(packageVersion())
})

test('the distance between words counts a swap of neighbours as one', () => {
  expect(editDistance('serve', 'serve')).toBe(0)
  expect(editDistance('imprt', 'import')).toBe(1)
  expect(editDistance('imprto', 'import')).toBe(2)
  expect(editDistance('evresve', '')).toBe(7)
})

test('every help text fits a terminal of 120 columns', () => {
  for (const name of Object.keys(commands)) {
    if (isCommand(name)) for (const line of helpOf(name)) expect(line.length, line).toBeLessThanOrEqual(120)
  }
})

test('every module that exports run has a help entry', async () => {
  const folder = new URL('.', import.meta.url)
  for (const file of readdirSync(folder).filter((name) => /^[a-z]+\.ts$/.test(name))) {
    const name = file.replace('.ts', '')
    if (['main', 'io', 'lifeline'].includes(name)) continue
    const module = (await import(new URL(file, folder).href)) as Record<string, unknown>
    if (typeof module['run'] === 'function') expect(isCommand(name), name).toBe(true)
  }
})

// The server is the last command to come together; from then on a row of the help without its module is a lie.
test.runIf(existsSync(new URL('./serve.ts', import.meta.url)))('every help entry has its module', () => {
  for (const name of Object.keys(commands)) {
    expect(existsSync(new URL(`./${name}.ts`, import.meta.url)), name).toBe(true)
  }
})
