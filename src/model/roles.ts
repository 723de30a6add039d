/**
 * What a caller may be. Each stands for a task, never for a rank of trust in people:
 *
 * - `lead`: floor lead of one site; which truck, why, what saves it.
 * - `manager`: site manager; the same, and the site's set-up.
 * - `operations`: network operations; every site.
 * - `safety`: hazards, heat, published safety data.
 * - `integrator`: a machine that sends and reads back its own events.
 * - `privacy`: privacy officer; rules, registers, budgets, canaries.
 * - `representative`: the workers' representative; what the privacy officer sees, and who asked how much.
 * - `auditor`: reads rules and logs, changes nothing.
 * - `admin`: accounts, keys and set-up; no data.
 */
export const roles = [
  'lead',
  'manager',
  'operations',
  'safety',
  'integrator',
  'privacy',
  'representative',
  'auditor',
  'admin',
] as const
export type Role = (typeof roles)[number]
