def test_start_conversation():
    """Test starting a new conversation"""
    response = client.post("/api/chat", json={
        "message": "Hello, who are you?"
    })
    assert response.status_code == 200
    data = response.json()
    assert "message" in data
    assert "sessionId" in data
    assert "messageId" in data

def test_continue_conversation():
    """Test continuing an existing conversation"""
    # Start conversation
    start_response = client.post("/api/chat", json={"message": "Hello"})
    session_id = start_response.json()["sessionId"]
    
    # Continue
    continue_response = client.post("/api/chat", json={
        "message": "What's my name?",
        "sessionId": session_id
    })
    assert continue_response.status_code == 200
    assert continue_response.json()["sessionId"] == session_id

def test_get_conversation_history():
    """Test retrieving conversation history"""
    # Create conversation with multiple messages
    # Retrieve history
    # Verify all messages are returned
    pass
