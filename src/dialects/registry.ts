import { agUi } from './ag-ui/routes.ts'
import { aiSdk } from './ai-sdk/routes.ts'
import type { Dialect } from './dialect.ts'
import { domainGuide } from './domain-guide/routes.ts'
import { luma } from './luma/routes.ts'
import { openai } from './openai/routes.ts'
import { personalAssistant } from './personal-assistant/routes.ts'
import { smartChatbot } from './smart-chatbot/routes.ts'
import { therapyBot } from './therapy-bot/routes.ts'
import { v1 } from './v1/routes.ts'

export const dialects: readonly Dialect[] = [
  v1,
  luma,
  smartChatbot,
  personalAssistant,
  therapyBot,
  domainGuide,
  aiSdk,
  agUi,
  openai,
]
