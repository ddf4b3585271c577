;; Run by tests/editors/run.sh: compilation mode and Flymake on the file given, printed one a line.
(defun show (what marker-or-position buffer rest)
  (with-current-buffer buffer
    (save-excursion
      (goto-char marker-or-position)
      (princ (format "%s %d:%d %s\n" what (line-number-at-pos)
                     (1+ (- (point) (line-beginning-position))) rest)))))

(defun show-compilation (buffer)
  (with-current-buffer buffer
    (while (process-live-p (get-buffer-process buffer)) (accept-process-output nil 0.05))
    (compilation--ensure-parse (point-max))
    (goto-char (point-min))
    (let (message)
      (while (not (eobp))
        (setq message (get-text-property (point) 'compilation-message))
        (when message
          (save-current-buffer
            (save-window-excursion
              (compile-goto-error)
              (show "compile" (point) (current-buffer)
                    (format "type %d %s" (compilation--message->type message)
                            (file-name-nondirectory buffer-file-name))))))
        (forward-line 1)))))

(let* ((file (car command-line-args-left))
       (source (find-file-noselect file)))
  (setq compilation-ask-about-save nil)
  ;; Emacs' own compilation mode, without a word about warmlint.
  (show-compilation
   (compilation-start (format "%s %s" warmlint-program (shell-quote-argument file))))
  (princ "--\n")
  (show-compilation (warmlint file))
  (princ "--\n")
  (with-current-buffer source
    ;; Not what is on the disk.
    (goto-char (point-min))
    (insert "A line that was not saved.\n")
    (text-mode)
    (let (done)
      (warmlint-flymake
       (lambda (diagnostics &rest _)
         (dolist (d diagnostics)
           (show "flymake" (flymake-diagnostic-beg d) source
                 (format "%s [%s] %s" (flymake-diagnostic-type d)
                         (buffer-substring (flymake-diagnostic-beg d) (flymake-diagnostic-end d))
                         (flymake-diagnostic-text d))))
         (setq done t)))
      (with-timeout (10 (princ "flymake did not report\n"))
        (while (not done) (accept-process-output nil 0.05))))
    (princ "--\n")
    (warmlint-flymake-setup)
    (flymake-start)
    (with-timeout (10 (princ "flymake mode did not report\n"))
      (while (not (flymake-diagnostics)) (accept-process-output nil 0.05)))
    (dolist (d (flymake-diagnostics))
      (show "mode" (flymake-diagnostic-beg d) source (flymake-diagnostic-type d)))
    (set-buffer-modified-p nil)))
(setq command-line-args-left nil)
