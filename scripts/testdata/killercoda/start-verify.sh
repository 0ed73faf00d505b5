#!/bin/bash
docker inspect small >/dev/null
