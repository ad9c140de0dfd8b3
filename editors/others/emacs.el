;;; Emacs with the settings of editors/README.md, in batch.  -*- lexical-binding: t -*-
(defvar passed 0)
(defvar failed 0)

(defun check (what holds)
  (if holds (setq passed (1+ passed)) (setq failed (1+ failed)))
  (princ (format "%s emacs: %s\n" (if holds "ok" "FAILED") what)))

(defun wait-for (holds)
  "Wait until HOLDS answers something, 15 seconds at most."
  (let ((end (+ (float-time) 15)) answer)
    (while (and (not (setq answer (funcall holds))) (< (float-time) end))
      (accept-process-output nil 0.05))
    answer))

(load (getenv "PASTED"))
(find-file (getenv "DRAFT"))
(check "the mode" (eq major-mode 'resolution-mode))

;; What `eglot-ensure' does when Emacs is idle, which it never is in batch.
(apply #'eglot (eglot--guess-contact))
(check "a server" (eglot-current-server))

(defun message-of-stale ()
  (seq-find (lambda (found) (string-match-p "is superseded" (flymake-diagnostic-text found)))
            (flymake-diagnostics)))
(check "diagnostics" (wait-for #'message-of-stale))

(goto-char (point-min))
(search-forward "in considering k")
(let (said)
  (eglot-hover-eldoc-function (lambda (text &rest _) (setq said text)))
  (check "hover" (wait-for (lambda () (and said (string-match-p "detour was tried in three bays" said))))))

;; Eldoc asks for signatures first: there are none, so that the hover is what the echo area shows.
(check "no signatures" (not (eglot--server-capable :signatureHelpProvider)))
(eldoc-print-current-symbol-info t)
(defun eldoc-shows (words)
  (let ((shown (seq-find (lambda (each) (string-match-p "\\` ?\\*eldoc" (buffer-name each))) (buffer-list))))
    (and shown (with-current-buffer shown (string-match-p words (buffer-string))))))
(check "eldoc shows the hover"
       (wait-for (lambda () (eldoc-shows "\\`considering k)\n\nthat such a detour was tried in three bays"))))

(let* ((found (car (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
       (line (xref-location-line (xref-item-location found))))
  (check "definition" (= line 19)))

(goto-char (point-min))
(search-forward "access and those who do not,")
(insert "\nc)\tResolution 13")
(let* ((at-point (eglot-completion-at-point))
       (offered (all-completions "Resolution 13" (nth 2 at-point))))
  (check "completion" (seq-find (lambda (each) (string-match-p "Resolution.139 (Rev. Bucharest, 2022)" each)) offered)))

(set-buffer-modified-p nil)
(princ (format "%d passed, %d failed\n" passed failed))
(kill-emacs (if (zerop failed) 0 1))
