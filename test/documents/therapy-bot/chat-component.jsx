import { useState, useEffect } from "react";

function ChatComponent() {
    const [response, setResponse] = useState("");
    const [isStreaming, setIsStreaming] = useState(false);

    const sendMessage = async (message) => {
        setIsStreaming(true);
        setResponse("");

        try {
            const res = await fetch("http://localhost:5000/chat", {
                method: "POST",
                headers: {
                    "Content-Type": "application/json",
                },
                body: JSON.stringify({
                    message,
                    sessionId: "session-" + Date.now(),
                    userId: "user-123",
                }),
            });

            const reader = res.body.getReader();
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
                            setResponse((prev) => prev + data.content);
                        }
                    }
                }
            }
        } catch (error) {
            console.error("Error:", error);
        } finally {
            setIsStreaming(false);
        }
    };

    return (
        <div>
            <button onClick={() => sendMessage("Hello")}>Send Message</button>
            <div>{response}</div>
        </div>
    );
}
