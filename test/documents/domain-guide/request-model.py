class ChatRequest(BaseModel):
    message: str = Field(..., description="User message")
    session_id: Optional[str] = Field(alias="sessionId", default=None, description="Session ID for continuing conversation")
    
    model_config = {"validate_by_name": True}
