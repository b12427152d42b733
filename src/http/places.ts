import type { HTTPMethods } from 'fastify'
import type { Codec, Dialect, Route } from '../dialects/dialect.ts'
import type { Access } from './authenticate.ts'
import { healthPaths } from './health.ts'
import { webPath } from './web.ts'

/** A contract's route, with the contract. */
export interface Offer {
  route: Route
  dialect: Dialect
}

/** All that answers to one method of one path. */
export interface Place {
  method: HTTPMethods
  path: string
  /** Those that make a claim, in their order, then the one that takes the rest. */
  offers: Offer[]
}

export interface Places {
  all: readonly Place[]
  /** Which methods each path has. */
  methods: ReadonlyMap<string, HTTPMethods[]>
  /** Paths that pages of every origin may use while no origins are configured. */
  openToPages: ReadonlySet<string>
  /** Whom a path lets in: by its pattern, for the same path can be written in many ways; by itself where it has none. */
  accessOf(pattern: string | undefined, path: string): Access
  /** The words of a path whose contract is not known yet: of the one that takes the rest, or whose prefix it has. */
  codecFor(method: string, pattern: string | undefined, path: string): Codec | undefined
}

export const offerFor = ({ offers }: Place, body: unknown): Offer | undefined =>
  offers.find(({ route: { claims } }) => claims === undefined || claims(body)) ?? offers[0]

const hasPrefix = (path: string, prefix: string | undefined): boolean =>
  prefix !== undefined && (path === prefix || path.startsWith(`${prefix}/`))

const isOpen = ({ route }: Offer): boolean => route.access === 'open'

/** What says whether the server is well, and what it can do. */
const publicPaths = [...healthPaths, '/openapi.json']
/** Pages, which ask for what they show as everybody does. */
const pagePaths = ['/docs', webPath]
const operatorsPath = '/v1/admin'

/** The routes of all contracts by where they stand; some stand in the same place. */
export function placesOf(dialects: readonly Dialect[], isOffered: (route: Route) => boolean): Places {
  const places = new Map<string, Place>()
  const openToPages = new Set<string>()
  for (const dialect of dialects) {
    for (const route of dialect.routes.filter(isOffered)) {
      const { method, path } = route
      const place = places.get(`${method} ${path}`) ?? { method, path, offers: [] }
      places.set(`${method} ${path}`, place)
      place.offers.push({ route, dialect })
      place.offers.sort(
        (one, other) => Number(one.route.claims === undefined) - Number(other.route.claims === undefined),
      )
      if (dialect.openToPages) openToPages.add(path)
    }
  }
  const all = [...places.values()]
  const methods = new Map<string, HTTPMethods[]>()
  for (const { method, path } of all) methods.set(path, [...(methods.get(path) ?? []), method])
  const closed = new Set(all.filter(({ offers }) => !offers.every(isOpen)).map(({ path }) => path))
  const open = new Set([...publicPaths, ...all.map(({ path }) => path).filter((path) => !closed.has(path))])

  return {
    all,
    methods,
    openToPages,
    accessOf(pattern, path) {
      const isPage = pagePaths.some((page) => hasPrefix(pattern ?? '', page))
      if (isPage || (pattern !== undefined && open.has(pattern))) return 'open'
      return hasPrefix(pattern ?? path, operatorsPath) ? 'operator' : 'person'
    },
    codecFor(method, pattern = '', path) {
      const place = places.get(`${method} ${pattern}`) ?? all.find((one) => one.path === pattern)
      const owner = place?.offers.at(-1)?.dialect ?? dialects.find(({ prefix }) => hasPrefix(path, prefix))
      return owner?.codec
    },
  }
}
