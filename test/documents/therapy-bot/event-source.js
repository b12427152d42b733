const eventSource = new EventSource("http://localhost:5000/chat", {
    method: "POST",
    headers: {
        "Content-Type": "application/json",
    },
    body: JSON.stringify({
        message: "Hello, I need help",
        sessionId: "session-123",
        userId: "user-456",
    }),
});

eventSource.onmessage = (event) => {
    const data = JSON.parse(event.data);
    if (data.content) {
        console.log("Received chunk:", data.content);
        // Update UI with streamed content
    } else if (data.error) {
        console.error("Error:", data.error);
        eventSource.close();
    }
};

eventSource.onerror = (error) => {
    console.error("Connection error:", error);
    eventSource.close();
};
