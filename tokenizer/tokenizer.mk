# The library's part of the build. Paths are relative to the repository root; also works alone from there:
#     make -f tokenizer/tokenizer.mk tables
TOKENIZER_MODELS = claude-v3 claude-4.7 o200k cl100k gemma3 llama3
TOKENIZER_TABLES = $(TOKENIZER_MODELS:%=tokenizer/tables/model_%.c)
TOKENIZER_SRCS = tokenizer/tokenizer.c tokenizer/lane.c tokenizer/segment_claude.c tokenizer/segment_bpe.c \
	tokenizer/segment_gemma.c tokenizer/model.c tokenizer/models.c tokenizer/unicode.c \
	tokenizer/tables/unicode.c $(TOKENIZER_TABLES)
