{{/* What a JSON schema cannot say in words; all of it is told at once. */}}
{{- define "migrations.validate" -}}
{{- $problems := list -}}
{{- range $path, $image := dict "image" .Values.image "roles.image" .Values.roles.image -}}
{{- if eq ($image.tag | default "") "latest" -}}
{{- $problems = append $problems (printf "%s.tag: received latest: must name one version: give %s.digest, or a tag that is never moved" $path $path) -}}
{{- end -}}
{{- end -}}
{{- if not (or .Values.networkPolicy.egress.ipBlocks .Values.networkPolicy.egress.apps) -}}
{{- $problems = append $problems "networkPolicy.egress: received nothing: must lead to the database: give ipBlocks, or apps for one inside the cluster" -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "\nmigrations: %d value(s) refused\n  %s" (len $problems) (join "\n  " $problems)) -}}
{{- end -}}
{{- end }}
