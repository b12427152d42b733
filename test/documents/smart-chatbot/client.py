import requests
import json

# Simple chat
response = requests.post(
    "http://localhost:8000/api/chat/simple",
    json={
        "user_id": "user123",
        "message": "Hello, how are you?"
    }
)
print(response.json())

# Streaming chat
response = requests.post(
    "http://localhost:8000/api/chat",
    json={
        "user_id": "user123",
        "message": "Tell me a story"
    },
    stream=True
)

for line in response.iter_lines():
    if line:
        line = line.decode('utf-8')
        if line.startswith('data: '):
            data = line[6:]  # Remove 'data: ' prefix
            if data == '[DONE]':
                break
            try:
                chunk = json.loads(data)
                print(chunk['content'], end='', flush=True)
            except json.JSONDecodeError:
                pass
