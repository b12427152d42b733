import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { createConfig } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import { healthPaths } from '../../src/http/health.ts'

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(join(checkout, path), 'utf8')

interface Service {
  profiles?: string[]
  image: string
  environment?: Record<string, unknown>
  ports?: string[]
  volumes?: string[]
  depends_on?: Record<string, unknown>
  restart?: string
  read_only?: boolean
  stop_grace_period?: string
}

const { services, volumes } = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>
  volumes: Record<string, unknown>
}
const drainSeconds = createConfig().drainMs / 1_000
/** What the server takes to put everything down. */
const afterDrainSeconds = 8

/** Of an environment as a manifest gives it. */
const problemsOf = (environment: Record<string, unknown>): readonly string[] =>
  readEnv(Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]))).problems

describe('docker-compose.yml', () => {
  test('S2-8: alone starts chat-api, and what it starts needs nothing of the rest', () => {
    const started = Object.entries(services).filter(([, { profiles }]) => profiles === undefined)
    expect(started.map(([name]) => name)).toEqual(['chat-api'])
    expect(services['chat-api']).toMatchObject({
      build: '.',
      ports: ['8000:8000'],
      restart: 'unless-stopped',
      stop_grace_period: '35s',
      read_only: true,
      volumes: ['data:/app/data'],
    })
    expect(services['chat-api']?.depends_on).toBeUndefined()
    // Compose looks for every variable of the file, whatever it starts.
    expect(read('docker-compose.yml')).not.toMatch(/\$\{\w+:?\?/)
  })

  test('the cluster shares no port, no volume and no setting with it', () => {
    const published = Object.values(services).flatMap(({ ports = [] }) =>
      ports.map((port) => port.replace(/:\d+$/, '')),
    )
    expect(new Set(published).size).toBe(published.length)
    const named = Object.values(services).flatMap(({ volumes: used = [] }) =>
      used.map((one) => one.split(':')[0] ?? ''),
    )
    const kept = named.filter((name) => !name.startsWith('.'))
    expect(kept.toSorted()).toEqual(Object.keys(volumes).toSorted())
  })

  test('its nodes have time to drain, and a configuration that holds', () => {
    const nodes = Object.entries(services).filter(([name]) => name.startsWith('node-'))
    expect(nodes).toHaveLength(3)
    for (const [, { environment = {}, stop_grace_period: grace = '' }] of nodes) {
      expect(Number.parseInt(grace, 10)).toBeGreaterThan(drainSeconds + afterDrainSeconds)
      const { DATABASE_URL, REDIS_URL, ...rest } = environment
      expect(problemsOf(rest)).toEqual([])
      for (const url of [DATABASE_URL, REDIS_URL])
        expect(Object.keys(services)).toContain(new URL(String(url)).hostname)
    }
    const balanced = [...read('deploy/nginx.conf').matchAll(/server (node-\d):8000/g)].map(([, name]) => name)
    expect(balanced).toEqual(nodes.map(([name]) => name))
  })
})

interface Manifest {
  kind: string
  metadata: { name: string; labels: Record<string, string> }
  spec: unknown
  stringData?: Record<string, string>
}

interface Probe {
  httpGet: { path: (typeof healthPaths)[number]; port: string }
}

interface Container {
  ports: { name: string; containerPort: number }[]
  env: { name: string; value: string }[]
  envFrom: { secretRef: { name: string } }[]
  lifecycle: { preStop: { sleep: { seconds: number } } }
  startupProbe: Probe
  livenessProbe: Probe
  readinessProbe: Probe
  securityContext: object
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[]
}

interface Deployment {
  selector: { matchLabels: Record<string, string> }
  strategy: object
  template: {
    metadata: { labels: Record<string, string> }
    spec: {
      terminationGracePeriodSeconds: number
      securityContext: object
      containers: [Container]
      volumes: { name: string }[]
    }
  }
}

const manifests = globSync('deploy/kubernetes/*.yaml', { cwd: checkout })
  .flatMap((path) => parseAllDocuments(read(path)))
  .map((document) => {
    expect(document.errors).toEqual([])
    return document.toJS() as Manifest
  })

function specOf(kind: string, name = 'colloquy'): unknown {
  const found = manifests.find((one) => one.kind === kind && one.metadata.name === name)
  if (!found) throw new Error(`There is no ${kind} of the name ${name}.`)
  return found.spec
}

const deployment = specOf('Deployment') as Deployment
const pod = deployment.template.spec
const [container] = pod.containers
const [port] = container.ports

describe('deploy/kubernetes', () => {
  test('every selector finds the pods', () => {
    const { labels } = deployment.template.metadata
    expect(labels).toMatchObject(deployment.selector.matchLabels)
    expect(labels).toMatchObject((specOf('Service') as { selector: object }).selector)
    const budget = specOf('PodDisruptionBudget') as { selector: { matchLabels: object } }
    expect(labels).toMatchObject(budget.selector.matchLabels)
    for (const { metadata } of manifests) expect(metadata.labels).toMatchObject(labels)
  })

  test('a request finds its way from the ingress to the port that the image serves on', () => {
    expect(port).toEqual({ name: 'http', containerPort: createConfig().port })
    const service = specOf('Service') as { ports: { name: string; targetPort: string }[] }
    expect(service.ports).toMatchObject([{ name: 'http', targetPort: port?.name }])
    for (const name of ['colloquy', 'colloquy-chat']) {
      const rules = JSON.stringify((specOf('Ingress', name) as { rules: object }).rules)
      expect(rules).toContain('"service":{"name":"colloquy","port":{"name":"http"}}')
    }
  })

  test('nobody is killed for a database that is away, and nobody is sent to a pod that cannot answer', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet)).toEqual(
      (['/healthz', '/healthz', '/readyz'] as const).map((path) => ({ path, port: 'http' })),
    )
    expect(healthPaths).toEqual(expect.arrayContaining(['/healthz', '/readyz']))
  })

  test('a pod has time to drain, and goes when another has come', () => {
    const seconds = container.lifecycle.preStop.sleep.seconds + drainSeconds + afterDrainSeconds
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(seconds)
    expect(deployment.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
    })
  })

  test('it can do nothing that it does not need, and without a database it does not start', () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(container.volumeMounts).toMatchObject([
      { name: pod.volumes[0]?.name, mountPath: '/app/data', readOnly: true },
    ])
  })

  test('the secret that it reads has no value yet, and the names that the server reads', () => {
    expect(container.envFrom).toEqual([{ secretRef: { name: 'colloquy' } }])
    const { stringData = {} } = manifests.find(({ kind }) => kind === 'Secret') ?? {}
    expect(new Set(Object.values(stringData))).toEqual(new Set(['']))
    const known = read('.env.example')
    for (const name of Object.keys(stringData)) expect(known).toContain(`\n# ${name}=`)
    expect(problemsOf(Object.fromEntries(container.env.map(({ name, value }) => [name, value])))).toEqual([])
  })
})
