async function chatWithBot(message, sessionId, userId) {
    const response = await fetch("http://localhost:5000/chat", {
        method: "POST",
        headers: {
            "Content-Type": "application/json",
        },
        body: JSON.stringify({
            message,
            sessionId,
            userId,
        }),
    });

    const reader = response.body.getReader();
    const decoder = new TextDecoder();

    while (true) {
        const { done, value } = await reader.read();
        if (done) break;

        const chunk = decoder.decode(value);
        const lines = chunk.split("\n");

        for (const line of lines) {
            if (line.startsWith("data: ")) {
                const data = JSON.parse(line.slice(6));
                if (data.content) {
                    console.log("Chunk:", data.content);
                    // Update UI
                } else if (data.error) {
                    console.error("Error:", data.error);
                }
            }
        }
    }
}

// Usage
chatWithBot("I need help with anxiety", "session-123", "user-456");
