curl -X POST "http://localhost:8000/chat/completion" \
  -H "Content-Type: application/json" \
  -d '{"messages": [{"role": "user", "content": "I feel stuck."}]}'
