#include "rules/rejected.h"

void rejected_report(Sink *sink, Span span, const char *help, const char *what) {
    Finding *f = sink_report(sink, LEVEL_ERROR, span, "%s: the API refuses the request", what);
    f->help = str_from_c(help);
}

bool rejected_is_openai(const Prompt *prompt) {
    bool api = prompt->api == API_OPENAI_CHAT || prompt->api == API_OPENAI_RESPONSES;
    bool own = prompt->model && prompt->model->provider == PROVIDER_OPENAI;
    return api && (own || prompt->provider == PROVIDER_AZURE);
}
