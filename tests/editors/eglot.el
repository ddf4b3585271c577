;; Run by tests/editors/lsp.sh: the server under Eglot on the file given. Prints what comes of it.
(require 'eglot)
(require 'cl-lib)

(defun say (format &rest arguments)
  (princ (concat (apply #'format format arguments) "\n")))

(defun wait (what fits)
  ;; Idle timers, which send changes, do not run in batch mode.
  (eglot--signal-textDocument/didChange)
  (with-timeout (20 (say "no %s" what) (kill-emacs 1))
    (while (not (funcall fits)) (accept-process-output nil 0.05))))

(defun found (code)
  (cl-find-if (lambda (d) (string-match-p code (flymake-diagnostic-text d))) (flymake-diagnostics)))

(defun where (position)
  (save-excursion (goto-char position)
                  (format "%d:%d" (line-number-at-pos) (1+ (- (point) (line-beginning-position))))))

(setq eglot-sync-connect t
      eglot-send-changes-idle-time 0
      eglot-connect-timeout 20
      flymake-no-changes-timeout 0.1)
(find-file (car command-line-args-left))
(text-mode)
(add-to-list 'eglot-server-programs '(text-mode . ("warmlint" "lsp" "--today" "2026-11-21")))
(apply #'eglot (eglot--guess-contact))
(wait "diagnostics" (lambda () (found "current_time")))
(let ((d (found "current_time")))
  (say "diagnostic %s-%s %s" (where (flymake-diagnostic-beg d)) (where (flymake-diagnostic-end d))
       (buffer-substring-no-properties (flymake-diagnostic-beg d) (flymake-diagnostic-end d)))
  (goto-char (flymake-diagnostic-beg d)))

;; Typing moves it.
(save-excursion (goto-char (point-min)) (insert "# 日本 😀\n"))
(wait "a moved diagnostic"
      (lambda () (let ((d (found "current_time")))
                   (and d (equal (where (flymake-diagnostic-beg d)) "8:21")))))
(say "moved")

(defun act (title code)
  (let ((actions (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
                                 (list :textDocument (eglot--TextDocumentIdentifier)
                                       :range (list :start (eglot--pos-to-lsp-position) :end (eglot--pos-to-lsp-position))
                                       :context (list :diagnostics [])))))
    (let ((action (cl-find-if (lambda (a) (string-match-p title (plist-get a :title))) actions)))
      (unless action (say "no action %s" title) (kill-emacs 1))
      (eglot--apply-workspace-edit (plist-get action :edit) nil)
      (wait (concat code " to go") (lambda () (not (found code)))))))

(goto-char (flymake-diagnostic-beg (found "current_time")))
(act "\\`Ignore WL101" "current_time")
(say "ignored %s" (save-excursion (goto-char (point-min)) (if (search-forward "# warmlint: ignore[WL101]" nil t) "with a comment" "without")))
(goto-char (flymake-diagnostic-beg (found "900000")))
(act "\\`Lower it" "900000")
(say "repaired %s" (save-excursion (goto-char (point-min)) (re-search-forward "max_tokens: \\([0-9]+\\)") (match-string 1)))
(eglot-shutdown (eglot--current-server-or-lose))
(say "stopped")
(set-buffer-modified-p nil)
