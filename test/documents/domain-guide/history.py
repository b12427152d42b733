def test_whole_conversation_history():
    first = client.post("/api/chat", json={"message": "My name is Ada."}).json()
    session_id = first["sessionId"]
    second = client.post("/api/chat", json={"message": "What's my name?", "sessionId": session_id}).json()
    client.post("/api/chat", json={"message": "Somebody else"})

    response = client.get(f"/api/chat/sessions/{session_id}/messages")
    assert response.status_code == 200
    messages = response.json()
    assert [(m["role"], m["content"]) for m in messages] == [
        ("user", "My name is Ada."),
        ("assistant", first["message"]),
        ("user", "What's my name?"),
        ("assistant", second["message"]),
    ]
    assert [m["messageId"] for m in messages[1::2]] == [first["messageId"], second["messageId"]]
    assert {m["sessionId"] for m in messages} == {session_id}
