    switch (piece->kind) {
    case PIECE_TEXT:
    case PIECE_COMMENT: return VOL_CONSTANT;
    case PIECE_TAG: /* a loop writes its body once per item: it changes with its collection */
        return piece->looped && piece->verdict.volatility >= VOL_APPEND ? piece->verdict.volatility
                                                                        : VOL_CONSTANT;
    default:
        if (piece->verdict.volatility == VOL_UNKNOWN && in_last_turn &&
            (prompt->knows & KNOWS_MESSAGES))
            return VOL_REQUEST;
        return piece->verdict.volatility;
    }
}

static TokFamily family_of(const Prompt *prompt) {
    TokFamily family = prompt_family(prompt);
    const TokExact *exact = prompt->settings->exact;
    /* A prompt that names no model is for the one whose tokenizer was given. */
    return family == TOK_UNKNOWN && exact && !prompt->model_id.len ? tok_exact_family(exact)
                                                                   : family;
}

TokCount plan_count(const Plan *plan, Str text) {
    return plan->exact ? tok_exact_count(plan->exact, plan->family, text.ptr, text.len)
                       : tok_count(plan->family, text.ptr, text.len);
}

static TokCount piece_size(const Plan *plan, const Segment *segment, const Piece *piece,
                           bool *unsized) {
    *unsized = false;
    if (segment->type == BLOCK_MEDIA || segment->type == BLOCK_OPAQUE) *unsized = true;
    if (piece->kind == PIECE_TEXT)
        return plan_count(plan, str_slice(segment->text, piece->span.start, piece->span.end));
    if (piece->kind == PIECE_COMMENT || piece->kind == PIECE_TAG) return nothing;
    if (piece->tokens > 0) {
        int64_t n = (int64_t)piece->tokens;
        return (TokCount){n, n - n / 4, n + n / 4, TOK_FALLBACK};
    }
    *unsized = true;
    return nothing;
}

/* Bytes that are part of a word; what is left is punctuation and layout. */
static size_t count_letters(const Segment *segment, const Piece *piece) {
    if (piece->kind != PIECE_TEXT) return 0;
    size_t letters = 0;
    for (size_t i = piece->span.start; i < piece->span.end; i++) {
        char c = segment->text.ptr[i];
        letters += ascii_is_alnum(c) || (unsigned char)c >= 0x80;
    }
    return letters;
}

static void make_steps(Arena *arena, Plan *plan) {
    const Prompt *prompt = plan->prompt;
    size_t count = 0;
    for (size_t i = 0; i < prompt->segments.len; i++) count += prompt->segments.items[i].pieces.len;
    plan->steps = arena_array(arena, count + 1, sizeof *plan->steps);

    size_t turn = plan->last_turn = last_turn(prompt);
    bool turn_is_request = prompt->kind == KIND_RENDERED && (prompt->knows & KNOWS_MESSAGES) &&
                           !any_marker_from(prompt, turn);
    TokCount before = nothing, stable = nothing;
    size_t letters = 0;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->deferred) co