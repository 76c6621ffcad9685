# The site as one image. The web server is what it runs unless told otherwise;
# the job worker and the migrations are the same image with another command:
#
#   python manage.py procrastinate worker --concurrency 4
#   python manage.py migrate
#
# The tag names one release of Python, but its maintainers may build it again.
# To pin the very bytes, put the digest that this prints behind the tag, as
# @sha256:...   docker buildx imagetools inspect python:3.12.13-slim-bookworm
ARG PYTHON=python:3.12.13-slim-bookworm

FROM ${PYTHON} AS packages

RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
    --only-binary :all: --require-hashes -r requirements.txt

FROM ${PYTHON}

ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# A volume takes its owner from the folder it covers.
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent site \
    && install --directory --owner=site /ledger
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .

# The settings refuse to load without these five. Nothing here is used to
# collect the files, and nothing of it stays in the image.
RUN SECRET_KEY=build PSEUDONYM_KEY=build \
    SITE_URL=http://localhost EMAIL_URL=dummymail:// \
    DATABASE_URL=postgres://build@localhost/build \
    python manage.py collectstatic --no-input \
    && python -m compileall -q .

# Everything above belongs to root, so the site cannot change its own code.
USER site
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "deploy/healthcheck.py"]

# In memory, because a heartbeat on a slow disk would look like a hung worker.
CMD ["gunicorn", "ivelum_site.wsgi", "--bind", "0.0.0.0:8000", \
    "--worker-class", "gthread", "--workers", "2", "--threads", "8", \
    "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
