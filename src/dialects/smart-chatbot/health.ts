import type { Engine } from '../../conversation/engine.ts'
import type { DialectSettings } from '../dialect.ts'
import { shownExchanges } from './schema.ts'

export async function healthOf(namespace: string, engine: Engine, settings: DialectSettings) {
  const { conversations, exchanges } = await engine.tally(namespace)
  return {
    status: 'healthy',
    timestamp: new Date().toISOString(),
    app_name: settings.appName,
    version: settings.version,
    memory_stats: {
      total_users: conversations,
      total_conversations: exchanges,
      max_memories_per_user: shownExchanges,
      mem0_integration: engine.memory.mem0 ? 'active' : 'inactive',
    },
    openai_model: settings.smartChatbotModel,
  }
}

const endpoints = {
  chat_stream: '/api/chat',
  chat_simple: '/api/chat/simple',
  chat_history: '/api/chat/history/{user_id}',
  health: '/api/health',
}

export async function detailedHealthOf(namespace: string, engine: Engine, settings: DialectSettings) {
  const { temperature, maxTokens } = engine.personas.get(namespace)?.parameters ?? {}
  return {
    ...(await healthOf(namespace, engine, settings)),
    debug_mode: settings.debug,
    openai_config: { model: settings.smartChatbotModel, temperature, max_tokens: maxTokens },
    endpoints,
    system: {
      node: process.version,
      platform: process.platform,
      uptime_seconds: Math.round(process.uptime()),
      memory_mb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    },
  }
}
