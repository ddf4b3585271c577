;;; warmlint.el --- Keep LLM prompt caches warm  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT
;; Version: 0.1.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: tools, convenience

;;; Commentary:

;; Findings while you type, through Flymake, also in buffers that were not saved:
;;
;;   (add-to-list 'load-path "/path/to/warmlint/editors/emacs")
;;   (require 'warmlint)
;;   (add-hook 'text-mode-hook #'warmlint-flymake-setup)   ; Markdown and plain text
;;   (add-hook 'yaml-mode-hook #'warmlint-flymake-setup)
;;   (add-hook 'js-json-mode-hook #'warmlint-flymake-setup)
;;
;; or through Flycheck, which needs nothing but the `require'.
;;
;; Buffers in which no prompt is recognised get no findings.
;;
;; `M-x warmlint-fix' applies the safe fixes to the buffer.
;;
;; `M-x warmlint' lints files or a whole directory into a compilation buffer, where `next-error'
;; (M-g n) goes from place to place.  Plain `M-x compile' with "warmlint prompts" works as well: the
;; output has the form of GNU compilers.

;;; Code:

(require 'compile)
(require 'flymake)
(require 'json)
(require 'let-alist)
(require 'subr-x)

(defgroup warmlint nil
  "Keep LLM prompt caches warm."
  :group 'tools)

(defcustom warmlint-program "warmlint"
  "The program to run."
  :type 'file)

(defcustom warmlint-arguments nil
  "More arguments for every run, for instance (\"--strict\")."
  :type '(repeat string))

(defun warmlint--command (&rest arguments)
  "The command line of a check with concise output and ARGUMENTS."
  (append (list warmlint-program "check" "--format" "concise" "--color" "never")
          warmlint-arguments arguments))

;;;; Compilation

(define-compilation-mode warmlint-mode "warmlint"
  "Results of warmlint."
  ;; Columns are characters, not what they take on the screen.
  (setq-local compilation-error-screen-columns nil))

;;;###autoload
(defun warmlint (path)
  "Lint PATH, a file or a directory, into a compilation buffer."
  (interactive (list (read-file-name "Lint file or directory: " nil buffer-file-name)))
  (compilation-start
   (mapconcat #'shell-quote-argument (warmlint--command (expand-file-name path)) " ")
   #'warmlint-mode))

;;;; Flymake

(defvar-local warmlint--process nil
  "The run for this buffer that has not ended yet.")

(defconst warmlint--line
  "^.+?:\\([0-9]+\\):\\([0-9]+\\): \\(error\\|warning\\|note\\): \\(.*\\)$"
  "One finding of the concise output.")

(defun warmlint--diagnostics (source)
  "Read concise output in the current buffer as diagnostics of SOURCE."
  (let (diagnostics)
    (goto-char (point-min))
    (while (re-search-forward warmlint--line nil t)
      (let* ((line (string-to-number (match-string 1)))
             (column (string-to-number (match-string 2)))
             (type (pcase (match-string 3)
                     ("error" :error)
                     ("warning" :warning)
                     (_ :note)))
             (message (match-string 4))
             (region (flymake-diag-region source line column)))
        (push (flymake-make-diagnostic source (car region) (cdr region) type message)
              diagnostics)))
    (nreverse diagnostics)))

(defun warmlint--ended (process source report)
  "Hand what PROCESS found in SOURCE to REPORT, unless a newer run took its place."
  (unwind-protect
      (when (and (buffer-live-p source)
                 (eq process (buffer-local-value 'warmlint--process source)))
        (with-current-buffer (process-buffer process)
          (let ((diagnostics (warmlint--diagnostics source)))
            (if (or diagnostics (memq (process-exit-status process) '(0 1)))
                (funcall report diagnostics)
              (funcall report :panic :explanation (string-trim (buffer-string)))))))
    (kill-buffer (process-buffer process))))

;;;###autoload
(defun warmlint-flymake (report &rest _)
  "A Flymake backend: lint the buffer as it stands and give the findings to REPORT."
  (unless (executable-find warmlint-program)
    (error "Cannot find %s" warmlint-program))
  (when (process-live-p warmlint--process)
    (kill-process warmlint--process))
  (let ((source (current-buffer)))
    (save-restriction
      (widen)
      (setq warmlint--process
            (make-process
             :name "warmlint" :noquery t :connection-type 'pipe :coding 'utf-8-unix
             :buffer (generate-new-buffer " *warmlint*")
             :command (warmlint--command "--skip-unrecognised" "--stdin-filename"
                                         (or buffer-file-name (buffer-name)) "-")
             :sentinel (lambda (process _event)
                         (unless (process-live-p process)
                           (warmlint--ended process source report)))))
      ;; A program that ends before it has read everything says why in its output.
      (ignore-errors
        (process-send-region warmlint--process (point-min) (point-max))
        (process-send-eof warmlint--process)))))

;;;###autoload
(defun warmlint-flymake-setup ()
  "Let Flymake use warmlint in this buffer."
  (add-hook 'flymake-diagnostic-functions #'warmlint-flymake nil t)
  (flymake-mode 1))

;;;; Flycheck

(declare-function flycheck-define-command-checker "ext:flycheck")
(declare-function flycheck-error-new-at "ext:flycheck")
(declare-function flycheck-buffer "ext:flycheck")
(defvar flycheck-checkers)

(defun warmlint--flycheck-errors (output checker buffer)
  "Read the JSON report OUTPUT as errors of CHECKER in BUFFER."
  (let* ((json-object-type 'alist)
         (json-array-type 'list)
         (json-null nil)
         (report (json-read-from-string output)))
    (mapcar
     (lambda (finding)
       (let-alist finding
         (flycheck-error-new-at
          .start.line .start.column
          (pcase .severity ("error" 'error) ("warning" 'warning) (_ 'info))
          (mapconcat #'identity
                     (delq nil (list .message
                                     (and .cost (concat "cost: " .cost))
                                     (and .help (concat "help: " .help))))
                     "\n")
          :end-line .end.line :end-column .end.column :id (concat .code " " .name)
          :checker checker :buffer buffer :filename (buffer-file-name buffer))))
     (alist-get 'diagnostics report))))

(with-eval-after-load 'flycheck
  (flycheck-define-command-checker 'warmlint
    "Keeps LLM prompt caches warm."
    :command '("warmlint" "check" "--format" "json" "--skip-unrecognised"
               (eval warmlint-arguments)
               "--stdin-filename" (eval (or buffer-file-name (buffer-name))) "-")
    :standard-input t
    :error-parser #'warmlint--flycheck-errors
    :modes '(text-mode markdown-mode gfm-mode yaml-mode yaml-ts-mode
             json-mode json-ts-mode js-json-mode jsonian-mode))
  (add-to-list 'flycheck-checkers 'warmlint t))

;;;; Fixes

;;;###autoload
(defun warmlint-fix ()
  "Apply the safe fixes of warmlint to the buffer, saved or not."
  (interactive)
  (let ((fixed (generate-new-buffer " *warmlint-fix*"))
        (errors (make-temp-file "warmlint"))
        (coding-system-for-read 'utf-8-unix)
        (coding-system-for-write 'utf-8-unix))
    (unwind-protect
        (let ((status (save-restriction
                        (widen)
                        (apply #'call-process-region (point-min) (point-max) warmlint-program nil
                               (list fixed errors) nil
                               (append '("check" "--fix" "--skip-unrecognised") warmlint-arguments
                                       (list "--stdin-filename"
                                             (or buffer-file-name (buffer-name)) "-"))))))
          (if (memq status '(0 1))
              (save-restriction
                (widen)
                (replace-buffer-contents fixed)
                (message "%s" (with-temp-buffer
                                (insert-file-contents errors)
                                (string-trim (buffer-string)))))
            (user-error "%s" (with-temp-buffer
                               (insert-file-contents errors)
                               (string-trim (buffer-string))))))
      (kill-buffer fixed)
      (delete-file errors))))

(provide 'warmlint)
;;; warmlint.el ends here
