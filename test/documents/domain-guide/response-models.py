class ChatResponse(BaseModel):
    message: str = Field(alias="message", description="Assistant response")
    session_id: str = Field(alias="sessionId", description="Chat session ID")
    message_id: str = Field(alias="messageId", description="Message ID")
    
    model_config = {"validate_by_name": True}

class SessionResponse(BaseModel):
    session_id: str = Field(alias="sessionId")
    title: str
    created_at: str = Field(alias="createdAt")
    updated_at: str = Field(alias="updatedAt")
    
    model_config = {"validate_by_name": True}
