#include "model.h"

extern const TokModel tok_model_claude_v3, tok_model_claude_4_7, tok_model_o200k, tok_model_cl100k,
    tok_model_gemma3, tok_model_llama3;

const TokModel *tok_model(TokFamily family) {
    switch (family) {
    case TOK_CLAUDE_V3: return &tok_model_claude_v3;
    case TOK_O200K: return &tok_model_o200k;
    case TOK_CL100K: return &tok_model_cl100k;
    case TOK_GEMMA3: return &tok_model_gemma3;
    case TOK_LLAMA3: return &tok_model_llama3;
    default: return &tok_model_claude_4_7;
    }
}
