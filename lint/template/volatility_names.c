/* Phrases from a count over public prompt templates (295 names) and from public reports of lost
 * caches, generalised. Inside a section phrases are sorted; the longest phrase wins across
 * sections, a whole-name match before an ending, an ending before a start. */
#include "lint/template/volatility_names.h"

#define SECTION(match_kind, list, class_, cause_, certain_)                                        \
    {                                                                                              \
        match_kind, {VOL_##class_, CAUSE_##cause_, CERTAIN_##certain_}, list,                      \
            sizeof(list) / sizeof(list)[0]                                                         \
    }

/* The lists are filled to the line, which clang-format would not do. */
/* clang-format off */
static const char *const clock_endings[] = {
    "aktuelle uhrzeit", "clock time", "cur datetime", "cur time", "current clock",
    "current date and time", "current date time", "current datetime", "current day time",
    "current hour", "current local date time", "current local datetime", "current local time",
    "current minute", "current moment", "current second", "current system time", "current time",
    "current timestamp", "current ts", "current unix time", "current utc", "current utc datetime",
    "current utc time", "currentdatetime", "currenttime", "currenttimestamp", "curtime",
    "data e hora atual", "data hora", "data hora atual", "date and time", "date et heure",
    "date et heure actuelles", "date hour", "date with time", "datetime now", "datetimenow",
    "datetimenowutc", "day time", "epoch ms", "epoch seconds", "epoch time", "fecha hora",
    "fecha hora actual", "fecha y hora actual", "heure actuelle", "hora actual", "hora atual",
    "iso datetime", "iso now", "local date time", "local datetime", "local time", "localtime",
    "now", "now context", "now local", "now utc", "nowiso", "request time", "request timestamp",
    "server datetime", "server time", "sys time", "system datetime", "system time", "time now",
    "time of day", "time utc", "timenow", "timestamp now", "today date time", "today datetime",
    "today time", "todays datetime", "ts now", "uhrzeit", "unix time", "unix timestamp",
    "unixtime", "user local time", "user time", "utc date time", "utc datetime", "utc now",
    "utc time", "utc timestamp", "utcnow", "wall clock", "wall time", "поточний час", "текущее время", "当前日期和时间",
    "当前日期时间", "当前时间", "现在时间", "現在の日時", "現在日時", "現在時刻", "현재 시간"
};
static const char *const clock_whole[] = {
    "clock", "conversation time", "date time", "datetime", "epoch", "hour", "minute",
    "observation time", "time", "timestamp", "timestamp ms"
};
/* A moment of some record rather than of the call: the name alone does not tell. */
static const char *const moment_endings[] = {
    "datetime", "generated at", "last hit at", "timestamp"
};
static const char *const record_endings[] = {
    "arrival time", "created", "created at", "creation time", "creation timestamp",
    "date time of event", "end time", "end timestamp", "event time", "finished at",
    "last accessed", "last modified", "last seen", "last updated", "modified at", "published at",
    "received at", "sent at", "start time", "start timestamp", "started at", "updated",
    "updated at"
};
static const char *const date_endings[] = {
    "aktuelles datum", "aujourd hui", "cur date", "curdate", "current calendar date",
    "current date", "current date string", "current day", "current day of week",
    "current local date", "current week", "current weekday", "currentdate", "currentday",
    "data atual", "data de hoje", "date actuelle", "date du jour", "date now", "date today",
    "day of month", "day of the week", "day of week", "day of year", "dayofweek", "fecha actual",
    "fecha de hoy", "heute", "heutiges datum", "hoje", "hoy", "local date", "now date",
    "server date", "sys date", "system date", "this week", "today", "today date", "today iso",
    "today label", "todaydate", "todays", "todays date", "tomorrow", "tomorrow date",
    "tomorrow label", "tomorrows date", "user date", "utc date", "week label", "week number",
    "weekday", "yesterday", "yesterday date", "yesterdays date", "поточна дата", "сегодня", "текущая дата", "今天",
    "今天日期", "今日", "后天", "当前日期", "明天", "明日", "昨天", "昨日", "本周", "現在の日付", "오늘", "오늘 날짜"
};
static const char *const date_whole[] = {
    "date", "date iso", "datum", "day", "day name", "day number", "fecha", "formatted date",
    "iso date", "previous date", "week", "дата", "日期", "날짜"
};
/* No cache lives so long. */
static const char *const month_endings[] = {
    "current month", "current quarter", "current season", "current year", "currentmonth",
    "currentyear", "now year", "this month", "this year"
};
static const char *const month_whole[] = {
    "month", "month name", "year"
};
static const char *const id_endings[] = {
    "batch id", "cache buster", "cachebuster", "call id", "completion id", "correlation id",
    "correlationid", "event id", "execution id", "generation id", "guid", "invocation id",
    "message id", "messageid", "msg id", "nanoid", "nonce", "random id", "request id", "requestid",
    "run id", "runid", "span id", "trace id", "traceid", "transaction id", "turn id", "ulid",
    "unique id", "uuid", "uuid4", "uuidv"
};
static const char *const item_id_endings[] = {
    "case id", "claim id", "doc id", "document id", "file id", "incident id", "invoice id",
    "invoice number", "issue number", "job id", "order id", "order number", "pr number",
    "product id", "story id", "task id", "ticket id", "ticket number"
};
static const char *const weak_id_endings[] = {
    "id", "input prompt id"
};
static const char *const random_endings[] = {
    "rand", "random", "random example", "random number", "random seed", "random string",
    "random value", "salt"
};
static const char *const random_whole[] = {
    "seed"
};
static const char *const counter_endings[] = {
    "attempt", "attempt count", "attempt no", "attempt num", "attempt number", "attempts",
    "attempts left", "attempts remaining", "budget left", "budget remaining", "budget used",
    "context usage", "context used", "counter", "current round", "current step",
    "current step index", "current turn", "elapsed", "elapsed minutes", "elapsed seconds",
    "elapsed time", "iteration", "iteration count", "iteration num", "iteration number",
    "iterations left", "iterations remaining", "message count", "progress percent",
    "progress percentage", "remaining attempts", "remaining budget", "remaining iterations",
    "remaining seconds", "remaining steps", "remaining time", "remaining tokens",
    "remaining turns", "retries", "retry", "retry count", "retry number", "round num",
    "round number", "seconds left", "step count", "step no", "step num", "step number",
    "steps left", "steps remaining", "steps taken", "time elapsed", "time left", "time remaining",
    "token count", "token usage", "tokens left", "tokens remaining", "tokens used",
    "total token count", "turn count", "turn index", "turn number", "turns left",
    "turns remaining", "usage percent"
};
static const char *const counter_whole[] = {
    "progress", "round", "step", "turn"
};
/* How many there are of something, or how many are asked for: of this request, mostly. */
static const char *const count_endings[] = {
    "count", "counts", "total", "totals"
};
static const char *const live_endings[] = {
    "active applications", "active apps", "active editor", "active file", "active tab",
    "active tasks", "agent state", "battery", "battery level", "battery soc pct", "browser state",
    "calendar", "calendar events", "completed tasks", "cur state", "current facts", "current file",
    "current file content", "current metadata", "current observation", "current plan",
    "current plan text", "current price", "current state", "current status", "current tasks",
    "current value", "cursor position", "device state", "device states", "directory listing",
    "dom", "entity state", "entity states", "environment details", "environment state",
    "exposed entities", "file list", "file listing", "files list", "game state", "git diff",
    "git log", "git patch", "git state", "git status", "health status", "live data", "live state",
    "market data", "new elements ids", "notifications", "observation state", "open buffers",
    "open files", "open tabs", "open tabs context", "open tasks", "page content", "page state",
    "pending tasks", "pending todos", "portfolio", "recent activity", "recent changes",
    "recent commits", "recent events", "recent files", "recent git commits",
    "recently viewed files", "room context", "runtime state", "screen state", "screenshot",
    "sensor data", "stock price", "system state", "system status", "tabs context",
    "task list status", "task status", "todo", "todo list", "todos", "visible files", "weather",
    "working memory", "working set", "world state"
};
static const char *const live_whole[] = {
    "inventory", "plan", "portfolio", "positions", "selection", "state", "states", "status"
};
static const char *const input_endings[] = {
    "abstract", "additional context", "alert", "answer", "answers", "article", "article content",
    "article text", "bug", "bug description", "bug report", "change request", "changed files",
    "chat input", "chunk", "claim", "claims", "code", "code snippet", "comment", "comments",
    "commit message", "complaint", "consulta", "conversation text", "current message",
    "current query", "current question", "current url", "customer inquiry", "cv", "diff",
    "diff text", "document", "document content", "document text", "element", "elements",
    "email body", "email content", "email text", "email thread", "error description", "essay",
    "extracted text", "feedback", "file content", "file contents", "frage", "ground truth", "html",
    "hypothesis", "image", "image url", "inbound message", "incoming email", "incoming message",
    "input", "input data", "input prompt", "input text", "inquiry", "issue", "issue body",
    "issue description", "issue title", "job description", "job posting", "last message",
    "last user message", "last user query", "latest message", "log entry", "lyrics",
    "navigation goal", "navigation payload", "new message", "original query", "original question",
    "original text", "page text", "paper", "paragraph", "passage", "patch", "pergunta", "post",
    "pr body", "pr description", "pr diff", "pregunta", "problem", "problem statement", "query",
    "query text", "question", "questions", "raw text", "reasoning", "received email",
    "received message", "reference answer", "request", "response", "responses", "resume", "review",
    "search query", "selected code", "selected text", "selection", "sentence", "sentences",
    "snippet", "source code", "stacktrace text", "statement", "student answer", "text",
    "transcript", "transcription", "transcripts", "tweet", "url", "user content", "user data text",
    "user goal", "user input", "user intent", "user message", "user prompt", "user query",
    "user question", "user request", "user said", "user story", "user text", "user utterance",
    "userinput", "usermessage", "userprompt", "userquery", "userquestion", "utterance",
    "utterances", "video transcript", "вопрос", "患者问题", "用户输入", "用户问题", "问题", "질문"
};
/* Of a node, a page, a game ...: often the content of the request, sometimes a setting. */
static const char *const weak_input_endings[] = {
    "analysis", "changes", "column profile", "content", "contents", "data profile",
    "dataset profile", "findings", "semantic profile", "table profile"
};
static const char *const input_whole[] = {
    "alert data", "arguments", "body", "booking", "case", "content", "data", "description", "draft",
    "email message", "entry", "exercise", "file", "incident", "instruction", "item data", "job",
    "lead", "link", "message", "metadata", "order", "output", "outputs", "prompt", "record",
    "report", "row", "subject", "summary", "ticket", "title", "vacancy",
    "words"
};
/* What a prompt is about, or looks at: given with the request, mostly. */
static const char *const matter_endings[] = {
    "acceptance criteria", "article summary", "article title", "book title", "call notes",
    "character description", "class name", "clinical notes", "code changes", "code context",
    "csv data", "customer feedback", "dataset description", "date range", "departure date",
    "document title", "due date", "end date", "event description", "event details", "event info",
    "experiment description", "failing test", "failing tests", "feature description", "field notes", "file name",
    "file path", "file paths", "filepath", "function body", "function code", "function name",
    "game description", "game summary", "image description", "incident report", "input path",
    "interview notes", "issue summary", "item description", "json data", "lab report",
    "lab results", "lecture notes", "meeting agenda", "meeting notes", "meeting summary",
    "method name", "news articles", "news item", "news items", "order details", "page title",
    "pain points", "paper content", "paper summary", "paper title", "pdf content", "post title",
    "problem description", "product description", "product details", "product info",
    "project description", "project details", "project requirements", "projections", "pull request",
    "release notes", "return date", "sales data", "scene description", "search query results",
    "search term", "search terms", "start date", "stock symbol", "survey responses",
    "survey results", "table content", "table data", "target audience", "target file",
    "target files", "target sentence", "target word", "test case", "test cases", "test code",
    "test name", "ticket summary", "travel dates", "trip details", "unit test", "unit tests",
    "video description", "video title", "website content"
};
static const char *const matter_whole[] = {
    "argument", "audience", "caption", "chapter", "choices", "commit", "commits",
    "competitors", "concept", "dataframe", "dataset", "deadline", "destination", "diagnosis",
    "difficulty", "entities", "events", "experiment", "filename", "genre", "headline", "idea",
    "ingredients", "itinerary", "keyword", "keywords", "letter", "medication", "medications",
    "news", "niche", "notes", "outline", "phrase", "plot", "poem", "premise", "quote", "recipe",
    "scenario", "scene", "situation", "slogan", "song", "stock", "story", "term", "terms", "ticker",
    "transactions", "website", "word"
};
static const char *const retrieval_endings[] = {
    "citations", "contexte", "contexto", "contexts", "docs context", "document context",
    "documents", "evidence", "extracted documents", "knowledge context", "kontext", "passages",
    "rag context", "rag results", "relevant chunks", "relevant context", "relevant docs",
    "relevant documents", "relevant memories", "research context", "research notes",
    "retrieved chunks", "retrieved content", "retrieved context", "retrieved docs",
    "retrieved documents", "retrieved knowledge", "search context", "search result",
    "search results", "similar examples", "source documents", "steps summary", "web context",
    "web results", "上下文", "参考资料"
};
static const char *const retrieval_whole[] = {
    "background", "background information", "chunks", "context", "docs", "documentation", "facts",
    "findings", "references", "result", "results", "results summary", "sources"
};
static const char *const memory_endings[] = {
    "conversation summary", "current memory", "existing memories", "known facts",
    "long term memories", "long term memory", "memories", "memory", "memory bank", "memory block",
    "memory blocks", "memory content", "memory context", "memory facts", "memory hits",
    "memory summary", "previous summary", "recalled memories", "recalled memory",
    "remembered facts", "running summary", "session memory", "short term memory", "summaries",
    "user facts", "user memories", "user memory"
};
static const char *const history_endings[] = {
    "action history", "agent scratchpad", "chat context", "chat history", "chat log",
    "chat messages", "chathistory", "conversation", "conversation context", "conversation history",
    "conversation log", "conversation so far", "conversation transcript", "conversations",
    "dialog", "dialog history", "dialog json", "dialogue", "dialogue history", "dialogue json",
    "email history", "historial", "historico", "historique", "history", "histórico",
    "last messages", "message history", "messages", "past conversations", "past messages",
    "previous conversation", "previous message", "previous messages", "previous turns",
    "recent chats", "recent conversation", "recent interactions", "recent message",
    "recent messages", "recent turns", "scratchpad", "task history", "thread context",
    "thread history", "turn history", "turns", "历史对话", "对话历史"
};
static const char *const tool_endings[] = {
    "build output", "command output", "compiler output", "current observation text", "error",
    "error log", "error logs", "error message", "error messages", "errors", "execution output",
    "execution result", "execution results", "function output", "function result", "lint output",
    "log output", "logs", "observation", "observations", "stack trace", "stacktrace", "stderr",
    "stdout", "terminal output", "test output", "test results", "tool call result", "tool output",
    "tool outputs", "tool response", "tool responses", "tool result", "tool results", "traceback"
};
static const char *const identity_endings[] = {
    "about me", "about user", "account", "account id", "account name", "account number",
    "applicant name", "caller", "caller name", "caller number", "caller phone", "candidate name",
    "client name", "current user", "custom instructions", "customer", "customer email",
    "customer id", "customer info", "customer name", "customer phone", "display name", "email",
    "email address", "employee id", "employee name", "first name", "firstname", "full name",
    "fullname", "guest name", "last name", "lastname", "lead name", "member name", "membership",
    "patient", "patient id", "patient info", "patient name", "person name", "phone number",
    "player name", "profile", "prospect name", "recipient name", "sender", "sender name",
    "student id", "student name", "user", "user basic information", "user bio", "user character",
    "user context", "user details", "user email", "user full name", "user id", "user info",
    "user information", "user instructions", "user memory profile", "user name", "user preferences",
    "user profile", "user role", "user settings", "user type", "userid", "username", "visitor name"
};
static const char *const identity_whole[] = {
    "address", "age", "birth date", "birthday", "date of birth", "gender", "handle", "me",
    "my name", "nickname", "phone", "preferences", "user data"
};
/* What people tell about themselves. */
static const char *const personal_endings[] = {
    "age group", "age range", "allergies", "bio", "biography", "budget", "cover letter",
    "current mood", "current role", "department", "diet", "dietary preferences",
    "dietary restrictions", "education", "education level", "experience", "experience level",
    "fitness level", "grade", "grade level", "height", "hobbies", "income", "interests",
    "job title", "language level", "learning goals", "learning style", "lifestyle",
    "marital status", "medical history", "monthly spend", "mood", "nationality", "occupation",
    "portfolio value", "position", "profession", "proficiency", "proficiency level", "pronouns",
    "resume text", "risk profile", "risk tolerance", "seniority", "skill level", "subscription",
    "subscription plan", "symptoms", "target role", "weight", "years of experience"
};
static const char *const tenant_endings[] = {
    "household", "household id", "household name", "org id", "organisation id", "organization id",
    "tenant", "tenant id", "tenant name"
};
/* Mostly the operator's own. */
static const char *const company_whole[] = {
    "business name", "company", "company name", "org", "org name", "organisation",
    "organisation name", "organization", "organization name", "team", "team name"
};
static const char *const session_endings[] = {
    "branch name", "channel id", "channel name", "chat id", "chatid", "computer name",
    "context files", "conversation id", "conversationid", "current branch", "current dir",
    "current directory", "current working dir", "current working directory", "cwd", "env info",
    "environment info", "file tree", "git branch", "git root", "home dir", "home directory",
    "host name", "hostname", "is git repo", "machine", "machine name", "main branch", "namespace",
    "os name", "os version", "platform info", "project conventions", "project dir",
    "project directory", "project file tree", "project guidelines", "project id",
    "project instructions", "project name", "project path", "project root", "project rules",
    "project structure", "pwd", "repo full name", "repo map", "repo name", "repo path", "repo root",
    "repo structure", "repo url", "repository info", "repository name", "repository url",
    "root dir", "runtime info", "scope name", "session", "session context", "session date",
    "session id", "session info", "session name", "session start", "session state", "sessionid",
    "shell", "subagent id", "system info", "target branch", "target repo", "task instructions",
    "thread id", "threadid", "user agent", "useragent", "work dir", "workdir", "working dir",
    "working directory", "workspace", "workspace dir", "workspace dir name", "workspace path",
    "workspace root", "主机名", "工作目录", "当前工作目录", "当前目录", "机器名"
};
static const char *const session_whole[] = {
    "branch", "directory", "environment", "goal", "goals", "objective", "os", "path", "platform",
    "project", "repo", "repository", "research brief", "research topic", "runtime", "task",
    "task description", "tasks", "theme", "topic", "topics"
};
static const char *const locale_endings[] = {
    "current location", "locale", "mother tongue", "native language", "preferred language",
    "target language", "time zone", "timezone", "tz", "user country", "user language",
    "user locale", "user location", "user timezone"
};
static const char *const weak_locale_endings[] = {
    "lang", "language"
};
static const char *const locale_whole[] = {
    "city", "country", "latitude", "location", "longitude", "region"
};
static const char *const config_endings[] = {
    "additional instructions", "agent", "agent id", "agent name", "agents", "api base", "api key",
    "api name", "api url", "api version", "app id", "app url", "assistant", "assistant id",
    "assistant name", "azure deployment", "base url", "booking url", "bot", "bot id", "bot name",
    "brand", "brand name", "brand voice", "budget limit", "business address", "business email", "business hours",
    "business phone", "business timezone", "callback url", "char", "character", "chatbot name",
    "clinic phone", "code block closing tag", "code block opening tag", "company address",
    "company description", "company email", "company name short", "company phone",
    "company timezone", "constraints", "contact email", "contact number", "contact phone", "cutoff",
    "dashboard url", "date format", "default message", "default timezone", "delimiter",
    "deployment", "deployment id", "dir prompts", "docs url", "endpoint", "examples",
    "fallback message", "few shot", "flag", "format", "format instructions", "frontend url",
    "greeting message", "guidelines", "help url", "homepage", "homepage url", "id model",
    "identity", "index id", "instructions", "job titles allowed", "knowledge cutoff",
    "language model", "limit", "limits", "locale format", "model", "model id", "model name",
    "office hours", "opening hours", "operator name", "options", "org timezone",
    "organisation timezone", "organization timezone", "output language", "persona", "persona id",
    "personality", "policies", "policy", "portal url", "preamble", "prefix",
    "prompt id", "prompts dir", "provider", "public url", "refusal message", "response format",
    "role", "role content", "role description", "rules", "schema", "schemas", "separator",
    "server timezone", "server url", "service name", "service url", "settings", "shop url",
    "site url", "skill", "skill id", "skills", "spec", "store address", "store name", "store url",
    "style", "style guide", "suffix", "supabase url", "support email", "support number",
    "support phone", "support url", "system prompt", "team members", "template", "template id",
    "template name", "thinking budget", "threshold", "time format", "time limit", "timeout",
    "token budget", "tone", "tool", "tool id", "tool list", "tool names", "tool schemas", "toolkit",
    "tools", "tools description", "version", "version id", "voice", "voice id", "webhook url",
    "working hours"
};
/* `max_attempts` is a setting although `attempts` is a counter. */
static const char *const config_starts[] = {
    "all", "allow", "allowed", "available", "azure", "config", "default", "disable", "enable",
    "enabled", "has", "include", "is", "max", "maximum", "min", "minimum", "n", "no", "num",
    "number", "should", "show", "supported", "supports", "use", "with"
};
/* Starts of longer names that no other phrase explains. */
static const char *const live_starts[] = {
    "active", "current", "live"
};
static const char *const day_starts[] = {
    "today", "todays", "tomorrow", "yesterday"
};
static const char *const counter_starts[] = {
    "attempt", "elapsed", "iteration", "remaining", "retry", "turn"
};
/* `total_rows`: as many as there are this time. */
static const char *const count_starts[] = {
    "total"
};
static const char *const random_starts[] = {
    "random"
};
static const char *const input_starts[] = {
    "existing", "inbound", "incoming", "input", "last", "latest", "new", "original", "previous",
    "prior", "received", "recent", "selected", "submitted", "uploaded"
};
static const char *const retrieval_starts[] = {
    "fetched", "relevant", "retrieved"
};
static const char *const user_starts[] = {
    "applicant", "caller", "candidate", "client", "customer", "employee", "guest", "learner",
    "member", "patient", "player", "prospect", "student", "user", "visitor"
};
static const char *const session_starts[] = {
    "conversation", "project", "repo", "session", "workspace"
};
/* Ends of names that nothing else explains: of a catalogue, a form or a length, which the operator
 * gives. */
static const char *const setting_endings[] = {
    "allowed values", "api docs", "best practices", "brand voice", "capabilities", "catalog",
    "catalogue", "categories", "channel", "checklist", "columns", "commands", "conventions",
    "criteria", "currency", "database schema", "ddl", "definitions", "descriptions", "dialect",
    "directives", "disclaimer", "domain", "faq", "faqs", "few shot examples", "fields", "footer",
    "functions", "guidance", "header", "hint", "hints", "hours", "intents", "knowledge",
    "knowledge base", "labels", "length", "locale note", "lore", "macros", "manifest", "menu",
    "minutes", "mode", "ontology", "output format", "output structure", "percent", "playbook",
    "price list", "pricing", "principles", "product name", "prompt", "protocol", "requirements",
    "resources", "rubric", "scale", "seconds", "services", "size", "standards", "table info",
    "tables", "tariffs", "taxonomy", "thresholds", "tool docs", "types", "unit", "units",
    "vocabulary", "weights", "width", "workflow", "workflows"
};
/* The same in other languages: what people fill in most often. */
static const char *const other_clock_endings[] = {
    "adesso", "agora", "ahora", "aktualny czas", "aktuelle zeit", "güncel saat", "hora actual",
    "huidige tijd", "jetzt", "ora attuale", "ora corrente", "thời gian hiện tại", "waktu saat ini",
    "şu anki zaman", "Поточний час", "Сейчас", "Текущее время", "время сейчас", "дата и время",
    "сейчас", "北京时间", "当前时刻", "当前时间为", "当前的时间", "当前系统时间", "日時", "日期时间", "现在", "現在の時刻", "現在時間",
    "當前時間", "目前时间", "目前時間", "系统当前时间", "系统时间", "지금", "현재 시각", "현재 시점", "현재 일시", "현재시각", "현재시간",
    "현재일시"
};
static const char *const other_clock_whole[] = {
    "heure", "hora", "ora", "orario", "saat", "tijd", "Время", "время", "时间", "時刻", "시각", "시간"
};
static const char *const other_date_endings[] = {
    "aktualna data", "aktuelle datum", "bugun", "bugün", "bugünün tarihi", "data di oggi",
    "data odierna", "datum heute", "dzisiaj", "dzisiejsza data", "fecha de hoy", "güncel tarih",
    "heutige datum", "heutigen datum", "huidige datum", "ngày hiện tại", "ngày hôm nay",
    "nous sommes", "oggi", "tanggal hari ini", "tanggal saat ini", "vandaag", "Поточна дата",
    "Сегодня", "Текущая дата", "сегодняшняя дата", "今天是", "今天的日期", "今日の日付", "今日日期", "当天日期", "当日日期",
    "日付", "本日", "當前日期", "目前日期", "오늘 일자", "오늘날짜", "현재 날짜", "현재 일자", "현재날짜"
};
static const char *const other_input_endings[] = {
    "anfrage", "bericht", "domanda", "eingabe", "mensagem", "mensaje", "mensaje usuario",
    "messaggio", "nachricht", "requete", "requête", "solicitud", "vraag", "запрос", "сообщение",
    "メッセージ", "ユーザー入力", "入力", "提问", "消息", "用户提问", "用户消息", "用户请求", "用户需求", "请求", "質問", "输入", "메시지",
    "사용자 질문", "사용자입력", "사용자질문", "입력"
};
static const char *const other_input_whole[] = {
    "documento", "opdracht", "tekst", "testo", "texte", "texto", "документ", "текст", "テキスト", "内容",
    "原文", "文本", "文档", "文章", "本文", "문서", "본문", "텍스트"
};
static const char *const other_retrieval_endings[] = {
    "documenti", "documentos", "контекст", "コンテキスト", "参考内容", "参考情報", "搜索结果", "文脈", "检索结果", "検索結果",
    "知识库内容", "背景信息", "검색 결과", "검색결과", "문맥", "참고자료", "컨텍스트"
};
static const char *const other_history_endings[] = {
    "chatverlauf", "conversa", "conversacion", "conversación", "conversazione", "cronologia",
    "gesprächsverlauf", "verlauf", "диалог", "история", "переписка", "会話", "会話履歴", "会话历史", "历史消息",
    "历史记录", "对话", "对话内容", "对话记录", "対話", "対話履歴", "履歴", "聊天历史", "聊天记录", "대화", "대화 내용", "대화기록", "대화내용",
    "대화이력"
};
static const char *const other_memory_endings[] = {
    "memoria", "память", "用户记忆", "相关记忆", "記憶", "记忆", "长期记忆", "기억"
};
static const char *const other_config_endings[] = {
    "beispiele", "ejemplos", "esempi", "estilo", "exemples", "exemplos", "ferramentas", "formato",
    "herramientas", "outils", "papel", "regeln", "reglas", "regole", "regras", "rol", "rolle",
    "ruolo", "règles", "rôle", "stil", "stile", "strumenti", "tono", "werkzeuge",
    "инструменты", "правила", "примеры", "роль", "стиль", "формат", "ツール", "ルール", "人设", "出力形式",
    "口調", "可用工具", "工具", "工具列表", "役割", "格式", "示例", "规则", "角色", "角色设定", "语气", "身份", "输出格式", "风格",
    "규칙", "도구", "역할", "출력 형식"
};
static const char *const other_identity_endings[] = {
    "benutzer", "benutzername", "cliente", "gebruiker", "gebruikersnaam", "klant", "kullanici",
    "kullanıcı", "kunde", "kundenname", "nombre", "nome utente", "nutzer", "nutzername", "prenom",
    "prénom", "usuario", "usuário", "utente", "utilisateur", "vorname", "Имя", "Пользователь",
    "имя", "имя пользователя", "клиент", "пользователь", "お客様名", "ユーザー", "ユーザー名", "ユーザ名", "姓名",
    "客户", "客户名称", "客户姓名", "昵称", "氏名", "用户", "用户信息", "用户名", "用户名称", "用户姓名", "用户昵称", "用户画像", "用户资料",
    "顧客名", "고객", "고객명", "닉네임", "사용자", "사용자 이름", "사용자명", "사용자이름"
};

/* clang-format on */
const NameSection name_sections[] = {
    SECTION(NAMES_ENDING, clock_endings, CALL, CLOCK, NAME),
    SECTION(NAMES_WHOLE, clock_whole, CALL, CLOCK, NAME),
    SECTION(NAMES_ENDING, moment_endings, CALL, CLOCK, AMBIGUOUS),
    SECTION(NAMES_ENDING, record_endings, REQUEST, INPUT, AMBIGUOUS),
    SECTION(NAMES_ENDING, date_endings, DAY, DATE, NAME),
    SECTION(NAMES_WHOLE, date_whole, DAY, DATE, AMBIGUOUS),
    SECTION(NAMES_ENDING, month_endings, DEPLOY, DATE, NAME),
    SECTION(NAMES_WHOLE, month_whole, DEPLOY, DATE, AMBIGUOUS),
    SECTION(NAMES_ENDING, id_endings, CALL, ID, NAME),
    SECTION(NAMES_ENDING, item_id_endings, REQUEST, INPUT, NAME),
    SECTION(NAMES_ENDING, weak_id_endings, REQUEST, INPUT, AMBIGUOUS),
    SECTION(NAMES_ENDING, random_endings, CALL, RANDOM, NAME),
    SECTION(NAMES_WHOLE, random_whole, CALL, RANDOM, AMBIGUOUS),
    SECTION(NAMES_ENDING, counter_endings, CALL, COUNTER, NAME),
    SECTION(NAMES_WHOLE, counter_whole, CALL, COUNTER, AMBIGUOUS),
    SECTION(NAMES_ENDING, count_endings, REQUEST, COUNTER, AMBIGUOUS),
    SECTION(NAMES_ENDING, live_endings, CALL, LIVE_STATE, NAME),
    SECTION(NAMES_WHOLE, live_whole, CALL, LIVE_STATE, AMBIGUOUS),
    SECTION(NAMES_ENDING, input_endings, REQUEST, INPUT, NAME),
    SECTION(NAMES_WHOLE, input_whole, REQUEST, INPUT, AMBIGUOUS),
    SECTION(NAMES_ENDING, weak_input_endings, REQUEST, INPUT, AMBIGUOUS),
    SECTION(NAMES_ENDING, matter_endings, REQUEST, INPUT, AMBIGUOUS),
    SECTION(NAMES_WHOLE, matter_whole, REQUEST, INPUT, AMBIGUOUS),
    SECTION(NAMES_ENDING, retrieval_endings, REQUEST, RETRIEVAL, NAME),
    SECTION(NAMES_WHOLE, retrieval_whole, REQUEST, RETRIEVAL, AMBIGUOUS),
    SECTION(NAMES_ENDING, memory_endings, REQUEST, MEMORY, NAME),
    SECTION(NAMES_ENDING, history_endings, APPEND, HISTORY, NAME),
    SECTION(NAMES_ENDING, tool_endings, REQUEST, TOOL_OUTPUT, NAME),
    SECTION(NAMES_ENDING, identity_endings, USER, IDENTITY, NAME),
    SECTION(NAMES_WHOLE, identity_whole, USER, IDENTITY, AMBIGUOUS),
    SECTION(NAMES_ENDING, personal_endings, USER, IDENTITY, AMBIGUOUS),
    SECTION(NAMES_ENDING, tenant_endings, TENANT, IDENTITY, NAME),
    SECTION(NAMES_WHOLE, company_whole, DEPLOY, CONFIG, AMBIGUOUS),
    SECTION(NAMES_ENDING, session_endings, SESSION, SESSION, NAME),
    SECTION(NAMES_WHOLE, session_whole, SESSION, SESSION, AMBIGUOUS),
    SECTION(NAMES_ENDING, locale_endings, USER, LOCALE, NAME),
    SECTION(NAMES_ENDING, weak_locale_endings, USER, LOCALE, AMBIGUOUS),
    SECTION(NAMES_WHOLE, locale_whole, USER, LOCALE, AMBIGUOUS),
    SECTION(NAMES_ENDING, other_clock_endings, CALL, CLOCK, NAME),
    SECTION(NAMES_WHOLE, other_clock_whole, CALL, CLOCK, NAME),
    SECTION(NAMES_ENDING, other_date_endings, DAY, DATE, NAME),
    SECTION(NAMES_ENDING, other_input_endings, REQUEST, INPUT, NAME),
    SECTION(NAMES_WHOLE, other_input_whole, REQUEST, INPUT, AMBIGUOUS),
    SECTION(NAMES_ENDING, other_retrieval_endings, REQUEST, RETRIEVAL, NAME),
    SECTION(NAMES_ENDING, other_history_endings, APPEND, HISTORY, NAME),
    SECTION(NAMES_ENDING, other_memory_endings, REQUEST, MEMORY, NAME),
    SECTION(NAMES_ENDING, other_identity_endings, USER, IDENTITY, NAME),
    SECTION(NAMES_ENDING, other_config_endings, DEPLOY, CONFIG, NAME),
    SECTION(NAMES_ENDING, config_endings, DEPLOY, CONFIG, NAME),
    SECTION(NAMES_LEADING, config_starts, DEPLOY, CONFIG, AMBIGUOUS),
    SECTION(NAMES_STARTING, live_starts, CALL, LIVE_STATE, AMBIGUOUS),
    SECTION(NAMES_STARTING, day_starts, DAY, DATE, AMBIGUOUS),
    SECTION(NAMES_STARTING, counter_starts, CALL, COUNTER, AMBIGUOUS),
    SECTION(NAMES_STARTING, count_starts, REQUEST, COUNTER, AMBIGUOUS),
    SECTION(NAMES_STARTING, random_starts, CALL, RANDOM, AMBIGUOUS),
    SECTION(NAMES_STARTING, input_starts, REQUEST, INPUT, AMBIGUOUS),
    SECTION(NAMES_STARTING, retrieval_starts, REQUEST, RETRIEVAL, AMBIGUOUS),
    SECTION(NAMES_STARTING, user_starts, USER, IDENTITY, AMBIGUOUS),
    SECTION(NAMES_STARTING, session_starts, SESSION, SESSION, AMBIGUOUS),
    SECTION(NAMES_LAST, setting_endings, DEPLOY, CONFIG, AMBIGUOUS),
};
const size_t name_section_count = sizeof name_sections / sizeof name_sections[0];

static bool listed(Str word, const char *const *words) {
    for (; *words; words++)
        if (str_is(word, *words)) return true;
    return false;
}

bool name_word_is_noise_before(Str word) {
    static const char *const words[] = {"format",     "formatted", "get",  "my", "raw",
                                        "serialized", "the",       "your", NULL};
    return listed(word, words);
}

bool name_word_is_noise_after(Str word) {
    static const char *const words[] = {
        "blob",  "block",   "csv",      "display", "formatted", "here",     "html",
        "info",  "iso",     "json",     "label",   "list",      "markdown", "md",
        "part",  "payload", "pretty",   "section", "str",       "string",   "text",
        "value", "var",     "variable", "xml",     "yaml",      NULL};
    return listed(word, words);
}

bool name_root_is_neutral(Str word) {
    static const char *const words[] = {"args", "arguments", "ctx",    "data",  "input",  "inputs",
                                        "item", "json",      "locals", "param", "params", "props",
                                        "root", "self",      "sys",    "this",  "values", "var",
                                        "vars", "variables", NULL};
    return listed(word, words);
}
